# What people do with Ruby's API or Web UI: reschedule SET (all of it, to now), retry JID, kill JID, delete JID, quiet, stop.
require "sidekiq"
require "sidekiq/api"

verb, what = ARGV
sets = [Sidekiq::ScheduledSet.new, Sidekiq::RetrySet.new, Sidekiq::DeadSet.new]
case verb
when "reschedule" then sets.find { |set| set.name == what }.each { |job| job.reschedule(Time.now - 1) }
when "retry" then sets.filter_map { |set| set.find_job(what) }.each(&:retry)
when "kill" then sets.filter_map { |set| set.find_job(what) }.each(&:kill)
when "delete" then sets.filter_map { |set| set.find_job(what) }.each(&:delete)
when "quiet" then Sidekiq::ProcessSet.new.each(&:quiet!)
when "stop" then Sidekiq::ProcessSet.new.each(&:stop!)
else abort "What is #{verb}?"
end
