using System;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Dram;
using Sim.Kernel.Quantities;

namespace Sim.Tests.CoreEmulator.Timing.Dram;

/// <summary>At which cycle memory answers. The core's clock is the memory's; CAS 10, RCD 8, RP 6, RAS 20; a line of 64 bytes takes 4 cycles of the bus.</summary>
internal sealed class MainMemoryTests
{
    private static readonly DramConfiguration Plain = new()
    {
        Frequency = Frequency.FromMegahertz(1000),
        Channels = 1,
        Banks = 4,
        Row = new Bytes(1024),
        Width = 8,
        Cas = 10,
        Rcd = 8,
        Rp = 6,
        Ras = 20,
        Overhead = Duration.FromNanoseconds(0),
        RefreshInterval = Duration.FromNanoseconds(0),
        RefreshTime = Duration.FromNanoseconds(0),
    };

    [Test]
    public void A_closed_row_is_opened_an_open_one_is_not_and_another_is_closed_first()
    {
        MainMemory memory = Make(Plain);

        // 1000 + 8 + 10 is a whole number of bursts from 0 on only at 1020; then 4 for the line.
        Assert.That(Read(memory, 0, 1000), Is.EqualTo(1024));
        Assert.That(Read(memory, 64, 2000), Is.EqualTo(2016), "open: 10, the next slot of the bus, 4");
        Assert.That(Read(memory, 4 * 1024 * 4, 3000), Is.EqualTo(3028), "another row of the bank: 6 + 8 + 10 and 4");
    }

    [Test]
    public void Banks_open_their_rows_side_by_side_and_take_turns_at_the_bus()
    {
        MainMemory memory = Make(Plain);
        long first = Read(memory, 0, 1000);
        Assert.That(Read(memory, 1024, 1000), Is.EqualTo(first + 4));
        Assert.That(Read(memory, 2048, 1000), Is.EqualTo(first + 8));
    }

    [Test]
    public void Two_channels_do_not_wait_for_each_other()
    {
        MainMemory memory = Make(Plain with { Channels = 2 });
        Assert.That(Read(memory, 64, 1000), Is.EqualTo(Read(memory, 0, 1000)));
    }

    [Test]
    public void Writes_take_no_place_among_the_reads()
    {
        DramConfiguration narrow = Plain with { Queue = 1, WriteBurst = 0 };
        MainMemory memory = Make(narrow);
        long alone = Read(memory, 0, 1000);
        Assert.That(Read(memory, 1024, 1000), Is.GreaterThan(alone + 4), "the queue has one place");

        memory = Make(narrow);
        memory.Write(1024, 1000, isDirty: true);
        Assert.That(Read(memory, 0, 1000), Is.EqualTo(alone + 4), "the bus is all that they share");
    }

    [Test]
    public void Writes_wait_until_their_queue_is_full()
    {
        MainMemory memory = Make(Plain with { WriteQueue = 4, WriteBurst = 2 });
        for (ulong n = 1; n <= 3; n++)
        {
            memory.Write(n * 5 * 1024, 1000, isDirty: true);
        }

        Assert.That(Read(memory, 0, 1000), Is.EqualTo(1024), "as without writes, though all are of its bank");
        memory.Write(16 * 1024, 1100, isDirty: true);
        Assert.That(Counts(memory, "dram_row_conflicts"), Is.EqualTo(2), "two of the four were written, each closing a row");
        Assert.That(Counts(memory, "dram_writes"), Is.EqualTo(4));
    }

    [Test]
    public void Writes_of_a_row_are_made_together()
    {
        // Rows 0, 5, 0, 5: of one bank.
        MainMemory memory = Make(Plain with { WriteQueue = 4, WriteBurst = 4 });
        foreach (ulong address in (ulong[])[0, 5120, 64, 5120 + 64])
        {
            memory.Write(address, 1000, isDirty: true);
        }

        Assert.That((Counts(memory, "dram_row_conflicts"), Counts(memory, "dram_row_hits")), Is.EqualTo((1, 2)));

        memory = Make(Plain with { WriteBurst = 0 });
        foreach (ulong address in (ulong[])[0, 5120, 64, 5120 + 64])
        {
            memory.Write(address, 1000, isDirty: true);
        }

        Assert.That((Counts(memory, "dram_row_conflicts"), Counts(memory, "dram_row_hits")), Is.EqualTo((3, 0)), "one by one");
    }

    [Test]
    public void The_bus_loses_time_in_turning_to_writes_and_back()
    {
        // Opened at 1000, data from 1018 on: slots 255 and 256 of the bus, 1020 to 1028.
        foreach ((int nanoseconds, int wait) in (ReadOnlySpan<(int, int)>)[(0, 0), (5, 8), (9, 12)])
        {
            MainMemory memory = Make(Plain with { WriteQueue = 2, WriteBurst = 2, Turnaround = Duration.FromNanoseconds(nanoseconds) });
            memory.Write(0, 1000, isDirty: true);
            memory.Write(64, 1000, isDirty: true);
            Assert.That(Read(memory, 128, 1000), Is.EqualTo(1032 + wait), $"{nanoseconds} ns, in bursts of 4");
        }
    }

    [Test]
    public void A_line_that_waits_to_be_written_is_answered_by_the_controller()
    {
        MainMemory memory = Make(Plain with { Overhead = Duration.FromNanoseconds(30) });
        memory.Write(64, 1000, isDirty: true);
        Assert.That(Read(memory, 64, 1100), Is.EqualTo(1130));
    }

    [Test]
    public void A_line_written_twice_while_it_waits_is_written_once()
    {
        MainMemory memory = Make(Plain with { WriteQueue = 2, WriteBurst = 2 });
        memory.Write(64, 1000, isDirty: true);
        memory.Write(64, 1001, isDirty: true);
        Assert.That(Read(memory, 128, 1100), Is.EqualTo(1124), "no row is open: nothing was written");
    }

    [Test]
    public void Settled_memory_has_nothing_under_way()
    {
        MainMemory memory = Make(Plain);
        for (int n = 0; n < 100; n++)
        {
            Read(memory, (ulong)n * 64 * 1024, 1000);
        }

        memory.Settle();
        Assert.That(Read(memory, 99 * 64 * 1024, 1000), Is.LessThanOrEqualTo(1020), "its row is open");
    }

    [Test]
    public void A_stream_reaches_what_the_bus_can_move()
    {
        foreach (int channels in (int[])[1, 2, 4])
        {
            MainMemory memory = Make(Plain with { Channels = channels, Banks = 16, Row = new Bytes(8192), Queue = 64 });
            const int lines = 40_000;
            long last = 0;
            for (int n = 0; n < lines; n++)
            {
                // As soon as it may be asked for: 64 under way.
                last = System.Math.Max(last, Read(memory, (ulong)n * 64, 0));
            }

            // A line takes 4 cycles of its channel.
            Assert.That(last / (double)lines, Is.EqualTo(4.0 / channels).Within(5).Percent, $"{channels} channels");
        }
    }

    [Test]
    public void Nothing_is_answered_during_a_refresh_and_rows_are_closed_after_it()
    {
        MainMemory memory = Make(Plain with { RefreshInterval = Duration.FromNanoseconds(1000), RefreshTime = Duration.FromNanoseconds(100) });
        Read(memory, 0, 500);
        Assert.That(Read(memory, 0, 600), Is.EqualTo(616), "open");
        Assert.That(Read(memory, 0, 1050), Is.EqualTo(1124), "from 1100 on: 8 + 10, the next slot, 4");
        Assert.That(Read(memory, 0, 2200), Is.EqualTo(2224), "closed by the refresh at 2000");
    }

    [Test]
    public void A_faster_core_waits_as_long_in_time_and_longer_in_cycles()
    {
        DramConfiguration away = Plain with { Overhead = Duration.FromNanoseconds(30) };
        long one = new MainMemory(away, Frequency.FromMegahertz(1000), 64).Read(0, 0, 0, false).Ready;
        long three = new MainMemory(away, Frequency.FromMegahertz(3000), 64).Read(0, 0, 0, false).Ready;
        Assert.That(three, Is.EqualTo(3 * one).Within(6));
    }

    private static MainMemory Make(DramConfiguration configuration) => new(configuration, Frequency.FromMegahertz(1000), 64);

    private static long Counts(MainMemory memory, string name)
    {
        CounterList counters = new();
        memory.Count(counters);
        return counters.All.Single(counter => counter.Name == name).Value;
    }

    private static long Read(MainMemory memory, ulong address, long cycle) => memory.Read(address, 0, cycle, isPrefetch: false).Ready;
}
