# The worker file of a Ruby program whose queue is shared with a Java one: sidekiq -r shared_worker.rb
#
# RubyOnly writes a line to the file named by HARD_WORKER_LOG: the payload that Sidekiq gave it. JavaOnly is not known here.
require "sidekiq"
require "json"

Sidekiq.options[:poll_interval_average] = 0.2 # and no wait before the first look at what is due
Sidekiq.logger.level = Logger::FATAL # a thousand backtraces

class KeepsThePayload
  def call(_worker, payload, _queue)
    Thread.current[:payload] = payload
    yield
  end
end

Sidekiq.configure_server { |config| config.server_middleware { |chain| chain.add KeepsThePayload } }

class RubyOnly
  include Sidekiq::Worker

  def perform(*)
    line = JSON.generate({"event" => "ended", "by" => "ruby", "payload" => Thread.current[:payload]})
    File.open(ENV.fetch("HARD_WORKER_LOG"), "a") { |file| file.syswrite(line + "\n") }
  end
end
