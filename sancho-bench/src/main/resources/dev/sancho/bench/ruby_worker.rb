# What sidekiq -r is given when Sancho is measured beside it: the same two jobs, and the same talk with the bench.
# Its lines for each job are off, as Sancho's are. The warnings that Debian's redis gem prints to stderr at each fetch cost
# it a third of its speed: with SANCHO_BENCH_SILENT they are off as well.

require 'sidekiq'

Sidekiq.logger.level = Logger::WARN
Redis.silence_deprecations = true if ENV['SANCHO_BENCH_SILENT'] && Redis.respond_to?(:silence_deprecations=)
$stdout.sync = true

class BenchHold
  include Sidekiq::Worker

  @lock = Mutex.new
  @opened = ConditionVariable.new
  @waiting = 0

  def self.pass(holders)
    @lock.synchronize do
      @waiting += 1
      puts 'gated' if @waiting == holders
      @opened.wait(@lock)
    end
  end

  def self.open
    @lock.synchronize do
      @waiting = 0
      @opened.broadcast
    end
  end

  def perform(holders)
    BenchHold.pass(holders)
  end
end

class BenchNoop
  include Sidekiq::Worker

  @lock = Mutex.new
  @left = 0

  def self.expect(count)
    @lock.synchronize { @left = count }
    puts 'expecting'
  end

  def self.ran
    last = @lock.synchronize { (@left -= 1) == 0 }
    puts 'drained' if last
  end

  def perform(_number)
    BenchNoop.ran
  end
end

Thread.new do
  while (order = $stdin.gets)
    word, count = order.split
    case word
    when 'expect' then BenchNoop.expect(Integer(count))
    when 'open' then BenchHold.open
    end
  end
  Process.exit!
end

puts "sidekiq #{Sidekiq::VERSION}, Ruby #{RUBY_VERSION}"
