# The worker file of a Rails shop: sidekiq -r rails_jobs.rb
#
# Each job appends a line to the file named by HARD_WORKER_LOG when it is done: what it was given, in Ruby's words. FlakyJob fails in Ruby while
# the variable FLAKY says so.
require "active_job"
require "active_support/all"
require "globalid"
require "json"
require "sidekiq"

Sidekiq.options[:poll_interval_average] = 0.2 # and no wait before the first look at what is due
Time.zone_default = Time.find_zone!("Europe/Berlin")
GlobalID.app = "shop"
ActiveJob::Base.queue_adapter = :sidekiq
ActiveJob::Base.logger = Logger.new($stderr)

class User
  include GlobalID::Identification
  attr_reader :id

  def initialize(id) = @id = id

  def self.find(id) = new(id)
end

def told(value)
  case value
  when ActiveSupport::Duration then "Duration #{value.to_f} to #{(Time.utc(2026, 1, 31) + value).iso8601(1)}"
  when ActiveSupport::TimeWithZone then "TimeWithZone #{value.iso8601(9)}"
  when Time then "Time #{value.iso8601(9)}"
  when Date then "Date #{value.iso8601}"
  when User then "User #{value.id}"
  when Hash then "{" + value.map { |key, each| "#{key.inspect} => #{told(each)}" }.join(", ") + "}"
  when Array then "[" + value.map { |each| told(each) }.join(", ") + "]"
  else value.inspect
  end
end

class ShopJob < ActiveJob::Base
  def done(*args)
    line = JSON.generate({"jid" => provider_job_id, "args" => args, "by" => "ruby"})
    File.open(ENV.fetch("HARD_WORKER_LOG"), "a") { |file| file.syswrite(line + "\n") }
  end
end

module Admin
  class WelcomeJob < ShopJob
    queue_as :default

    def perform(*args, **keywords)
      done(*args.map { |arg| told(arg) }, told(keywords))
    end
  end
end

class FlakyJob < ShopJob
  class Refused < StandardError; end

  retry_on Refused, wait: 1.second, attempts: 5

  def perform(name)
    raise Refused, name if ENV["FLAKY"] == "yes"

    done(name, executions, exception_executions)
  end
end
