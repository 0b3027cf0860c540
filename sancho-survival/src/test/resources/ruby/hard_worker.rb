# The worker file of a Ruby shop: sidekiq -r hard_worker.rb
#
# HardWorker appends a line to the file named by HARD_WORKER_LOG for each job that it has done. It fails the jobs that begin with
# "fails in Ruby" or are to fail everywhere; what fails in Java alone it does.
require "sidekiq"
require "json"

Sidekiq.options[:poll_interval_average] = 0.2 # and no wait before the first look at what is due

class HardWorker
  include Sidekiq::Worker

  class Refused < StandardError; end

  def perform(*args)
    case args.first
    when "fails in Ruby" then raise Refused, "Ruby says no: ☃"
    when "fail" then raise Refused, "Ruby too" if args.last == "everywhere"
    when "sleep" then sleep args[1]
    end
    line = JSON.generate({"jid" => jid, "args" => args, "by" => "ruby"})
    File.open(ENV.fetch("HARD_WORKER_LOG"), "a") { |file| file.syswrite(line + "\n") }
  end
end
