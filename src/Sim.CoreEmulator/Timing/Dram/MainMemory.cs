using System;
using System.Numerics;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel.Quantities;

namespace Sim.CoreEmulator.Timing.Dram;

/// <summary>Main memory: channels of banks, each with one open row; a bus a channel; refresh.</summary>
/// <remarks>
/// Rows stay open until another is wanted or a refresh closes them. Lines alternate among channels; in a channel consecutive lines fill a row, consecutive rows
/// go to other banks (the bank number is mixed with low bits of the row, so that strides of a row do not meet in one bank). Times are kept in 256ths of a
/// core's cycle: the memory's clock has no whole ratio to the core's.
/// <para>
/// Writes wait until their queue is full; then some are written, those of a row one behind the other, so that streams of reads and writes do not close each
/// other's rows line by line. That is how controllers order writes (after gem5's src/mem/mem_ctrl.cc). Reads keep their order.
/// </para>
/// </remarks>
internal sealed class MainMemory : IMemoryLevel
{
    private const int FractionBits = 8;
    private const int EdgesPerCycle = 2;
    private readonly Channel[] _channels;
    private readonly int _lineBits;
    private readonly int _linesPerRow;
    private readonly int _banks;
    private readonly int _writesAtOnce;
    private readonly long _turnaround;
    private readonly long _cas;
    private readonly long _rcd;
    private readonly long _rp;
    private readonly long _ras;
    private readonly long _burst;
    private readonly long _overhead;
    private readonly long _refreshInterval;
    private readonly long _refreshTime;
    private long _reads;
    private long _writes;
    private long _hits;
    private long _conflicts;
    private long _refreshStalls;

    /// <summary>Builds it.</summary>
    /// <param name="configuration">What it is like.</param>
    /// <param name="core">The core's clock, in whose cycles it answers.</param>
    /// <param name="line">Bytes of a line of the cache in front of it.</param>
    public MainMemory(DramConfiguration configuration, Frequency core, int line)
    {
        _lineBits = BitOperations.Log2((uint)line);
        _banks = configuration.Banks;
        _writesAtOnce = configuration.WriteBurst;
        _linesPerRow = (int)Math.Max(1, configuration.Row.Count / line);
        long Clocks(long cycles) => CoreTime.RoundUp((Int128)cycles * core.Hertz << FractionBits, configuration.Frequency.Hertz);
        long Time(Duration time) => CoreTime.RoundUp((Int128)time.Nanoseconds * core.Hertz << FractionBits, Duration.NanosecondsPerSecond);
        _cas = Clocks(configuration.Cas);
        _rcd = Clocks(configuration.Rcd);
        _rp = Clocks(configuration.Rp);
        _ras = Clocks(configuration.Ras);
        _burst = Math.Max(1, Clocks(line) / (configuration.Width * EdgesPerCycle));
        _overhead = Time(configuration.Overhead);
        _turnaround = (Time(configuration.Turnaround) + _burst - 1) / _burst;
        _refreshInterval = Time(configuration.RefreshInterval);
        _refreshTime = Time(configuration.RefreshTime);
        _channels = new Channel[configuration.Channels];
        for (int n = 0; n < _channels.Length; n++)
        {
            _channels[n] = new Channel(configuration);
        }
    }

    /// <inheritdoc/>
    public CacheAnswer Read(ulong address, ulong pc, long cycle, bool isPrefetch)
    {
        _reads++;
        ulong line = address >> _lineBits;
        Channel channel = ChannelOf(line);
        long time = (cycle << FractionBits) + (_overhead / 2);
        long done = time;
        if (!channel.Writes.Holds(InChannel(line)))
        {
            done = Access(channel, InChannel(line), Math.Max(time, channel.QueueFree));
            channel.Queue(done);
        }

        done += _overhead - (_overhead / 2);
        return new CacheAnswer((done + (1 << FractionBits) - 1) >> FractionBits, ServedBy.Memory);
    }

    /// <inheritdoc/>
    public void Write(ulong address, long cycle, bool isDirty)
    {
        if (!isDirty)
        {
            return;
        }

        _writes++;
        ulong line = address >> _lineBits;
        Channel channel = ChannelOf(line);
        long time = (cycle << FractionBits) + (_overhead / 2);
        if (_writesAtOnce == 0)
        {
            Access(channel, InChannel(line), time);
            return;
        }

        channel.Writes.Add(InChannel(line));
        if (channel.Writes.IsFull)
        {
            WriteSome(channel, time);
        }
    }

    /// <summary>Closes all rows: a cold start.</summary>
    public void Close()
    {
        foreach (Channel channel in _channels)
        {
            Array.Fill(channel.Rows, -1);
        }
    }

    /// <summary>Nothing is under way: see <see cref="CachePort.Settle"/>. Rows stay open.</summary>
    public void Settle()
    {
        foreach (Channel channel in _channels)
        {
            channel.Settle();
        }
    }

    /// <summary>Adds its counts.</summary>
    public void Count(CounterList counters)
    {
        counters.Add("dram_reads", _reads);
        counters.Add("dram_writes", _writes);
        counters.Add("dram_row_hits", _hits);
        counters.Add("dram_row_conflicts", _conflicts);
        counters.Add("dram_refresh_stalls", _refreshStalls);
    }

    private Channel ChannelOf(ulong line) => _channels[line % (ulong)_channels.Length];

    private ulong InChannel(ulong line) => line / (ulong)_channels.Length;

    private void WriteSome(Channel channel, long time)
    {
        int left = _writesAtOnce;
        long last = time;
        while (left > 0 && channel.Writes.Count > 0)
        {
            ulong row = channel.Writes.Oldest / (ulong)_linesPerRow;
            while (channel.Writes.TryTake(row, _linesPerRow, out ulong line))
            {
                last = Access(channel, line, time);
                left--;
            }
        }

        // The bus turns to writes and back.
        for (int n = 0; n < _turnaround; n++)
        {
            last = (channel.Bus.Take(last / _burst) + 1) * _burst;
        }
    }

    // When the data have been moved.
    private long Access(Channel channel, ulong line, long time)
    {
        ulong row = line / (ulong)_linesPerRow;
        int bank = (int)((row ^ (row / (ulong)_banks)) % (ulong)_banks);
        long wanted = (long)(row / (ulong)_banks);

        time = Refresh(channel, bank, Math.Max(time, channel.Ready[bank]));
        long column = Open(channel, bank, wanted, time);

        // The bus moves lines back to back; columns of a bank follow each other as fast.
        long slot = channel.Bus.Take((column + _cas + _burst - 1) / _burst);
        channel.Ready[bank] = Math.Max(column, (slot * _burst) - _cas) + _burst;
        return (slot + 1) * _burst;
    }

    private long Open(Channel channel, int bank, long row, long time)
    {
        if (channel.Rows[bank] == row)
        {
            _hits++;
            return time;
        }

        if (channel.Rows[bank] >= 0)
        {
            _conflicts++;
            time = Math.Max(time, channel.Opened[bank] + _ras) + _rp;
        }

        channel.Rows[bank] = row;
        channel.Opened[bank] = time;
        return time + _rcd;
    }

    private long Refresh(Channel channel, int bank, long time)
    {
        if (_refreshInterval == 0)
        {
            return time;
        }

        long number = time / _refreshInterval;
        if (number == 0)
        {
            return time;
        }

        long begun = number * _refreshInterval;
        if (channel.Refreshed[bank] < number)
        {
            channel.Refreshed[bank] = number;
            channel.Rows[bank] = -1;
        }

        if (time < begun + _refreshTime)
        {
            _refreshStalls++;
            return begun + _refreshTime;
        }

        return time;
    }

    private sealed class Channel
    {
        private readonly long[] _queue;
        private long _number;

        public Channel(DramConfiguration configuration)
        {
            int banks = configuration.Banks;
            _queue = new long[configuration.Queue];
            Writes = new WriteQueue(configuration.WriteQueue);
            Rows = new long[banks];
            Array.Fill(Rows, -1);
            Opened = new long[banks];
            Ready = new long[banks];
            Refreshed = new long[banks];
        }

        public long[] Rows { get; }

        public long[] Opened { get; }

        public long[] Ready { get; }

        public long[] Refreshed { get; }

        public SlotRing Bus { get; } = new(1);

        public WriteQueue Writes { get; }

        public long QueueFree => _queue[_number % _queue.Length];

        public void Queue(long until) => _queue[_number++ % _queue.Length] = until;

        public void Settle()
        {
            Array.Clear(_queue);
            Array.Clear(Opened);
            Array.Clear(Ready);
            Array.Clear(Refreshed);
            Bus.Clear();
            Writes.Clear();
        }
    }
}
