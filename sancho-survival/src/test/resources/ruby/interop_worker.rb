# The worker file of the interop table: sidekiq -r interop_worker.rb
#
# Interop does what its first argument says, and writes a line to the file named by HARD_WORKER_LOG when it begins and when it ends: the payload
# that Sidekiq gave it. Sidekiq's own waits are shortened, nothing else.
require "sidekiq"
require "sidekiq/launcher"
require "json"

Sidekiq.options[:poll_interval_average] = 0.2 # and no wait before the first look at what is due
Sidekiq::Launcher.send(:remove_const, :BEAT_PAUSE)
Sidekiq::Launcher::BEAT_PAUSE = 0.5

class KeepsThePayload
  def call(_worker, payload, _queue)
    Thread.current[:payload] = payload
    yield
  end
end

Sidekiq.configure_server { |config| config.server_middleware { |chain| chain.add KeepsThePayload } }

class Interop
  include Sidekiq::Worker

  class Refused < StandardError; end

  def perform(what, gate = nil, *)
    payload = Thread.current[:payload]
    write("begun", payload)
    case what
    when "flaky" then raise Refused, "Ruby says no: ☃" unless payload["failed_at"]
    when "doomed" then raise Refused, "Ruby says no: ☃"
    when "stand" then sleep 0.02 until File.exist?(gate)
    end
    write("ended", payload)
  end

  private

  def write(event, payload)
    line = JSON.generate({"event" => event, "by" => "ruby", "at" => Time.now.to_f, "payload" => payload})
    File.open(ENV.fetch("HARD_WORKER_LOG"), "a") { |file| file.syswrite(line + "\n") }
  end
end
