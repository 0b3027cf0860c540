# What a Rails application pushes. Prints {kind: Sidekiq's id of the job}.
require_relative "rails_jobs"

Sidekiq.logger.level = Logger::ERROR # it warns on stdout of a BigDecimal, which becomes text

user = User.new("7/a b")
welcome = Admin::WelcomeJob.perform_later(:sym, user, Time.utc(2026, 11, 23, 21, 0, 0.123456789r), Time.zone.at(1_795_467_600),
  Date.new(2026, 11, 23), 5.minutes, 1.month, BigDecimal("19.90"), {"plain" => [:a, nil]},
  by: user, tags: %i[x y], at: Time.at(0).utc)
later = Admin::WelcomeJob.set(wait: 1.second, queue: "later").perform_later("later")
flaky = FlakyJob.set(queue: "flaky").perform_later("bob")
puts JSON.generate(welcome: welcome.provider_job_id, later: later.provider_job_id, flaky: flaky.provider_job_id,
  flaky_id: flaky.job_id)
