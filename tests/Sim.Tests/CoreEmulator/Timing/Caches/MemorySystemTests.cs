using System;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class MemorySystemTests
{
    private const int Line = 64;
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    private static readonly CoreConfiguration Core = new()
    {
        Frequency = Frequency.FromMegahertz(2000),
        System = new SystemConfiguration { Device = Duration.FromNanoseconds(100) },
        Memory = new MemoryConfiguration
        {
            L1I = new CacheConfiguration { Size = new Bytes(16 << 10), Ways = 4, Latency = 2 },
            L1D = new CacheConfiguration { Size = new Bytes(16 << 10), Ways = 4, Latency = 4 },
            L2 = new CacheConfiguration { Size = new Bytes(256 << 10), Ways = 8, Latency = 10, Mshrs = 16 },
            Llc = new CacheConfiguration { Size = new Bytes(2 << 20), Ways = 16, Latency = 30, Mshrs = 32 },
            Remote = 50,
            Dram = new DramConfiguration { RefreshInterval = Duration.FromNanoseconds(0) },
        },
    };

    [Test]
    public void A_chain_of_loads_finds_each_level_by_size_and_latency()
    {
        // Warm: 4 from the first level, 4 + 10 from the second, 4 + 10 + 30 from the last.
        Assert.Multiple(() =>
        {
            Assert.That(Chase(8 << 10), Is.EqualTo(4).Within(0.01));
            Assert.That(Chase(128 << 10), Is.EqualTo(14).Within(0.01));
            Assert.That(Chase(1 << 20), Is.EqualTo(44).Within(0.01));
            Assert.That(Chase(16 << 20), Is.GreaterThan(44 + 60));
        });
    }

    [Test]
    public void A_device_takes_its_time_at_the_cores_clock() =>
        Assert.That(Ports(1)[0].Device(0x1000, 7), Is.EqualTo(new CacheAnswer(207, ServedBy.Device)));

    [Test]
    public void A_line_goes_back_and_forth_between_two_that_write_it()
    {
        CachePort[] ports = Ports(2);
        ports[0].Store(0x8000, 0, 0);
        CacheAnswer again = ports[0].Store(0x8000, 0, 1000);
        Assert.That(again, Is.EqualTo(new CacheAnswer(1004, ServedBy.L1)), "its own");
        CacheAnswer other = ports[1].Store(0x8000, 0, 2000);
        Assert.That(other.By, Is.EqualTo(ServedBy.Remote));
        Assert.That(other.Ready, Is.GreaterThanOrEqualTo(2050));
        Assert.That(ports[0].Load(0x8000, 0, 3000), Is.EqualTo(new CacheAnswer(3000 + 4 + 10 + 50, ServedBy.Remote)), "read where it was written");
        Assert.That(ports[1].Load(0x8000, 0, 4000).By, Is.EqualTo(ServedBy.L1), "both have it now");
        Assert.That(ports[1].Store(0x8000, 0, 5000).By, Is.EqualTo(ServedBy.Remote), "but neither may write it unasked");
    }

    [Test]
    public void Nobody_reads_what_another_has_overwritten()
    {
        // A model of versions: who wrote last, and which version each core's caches may hold.
        Random random = new(11);
        CachePort[] ports = Ports(3);
        long[] written = new long[16];
        long[,] held = new long[3, 16];
        for (int n = 1; n < 5000; n++)
        {
            int core = random.Next(3);
            int line = random.Next(16);
            ulong address = 0x8000 + ((ulong)line * Line);
            if (random.Next(3) == 0)
            {
                ports[core].Store(address, 0, n * 500L);
                written[line] = held[core, line] = n;
            }
            else
            {
                ServedBy by = ports[core].Load(address, 0, n * 500L).By;
                Assert.That(by is not (ServedBy.L1 or ServedBy.L2) || held[core, line] == written[line], $"{n}: a stale line");
                held[core, line] = written[line];
            }
        }
    }

    [Test]
    public void What_leaves_an_inclusive_last_level_leaves_the_levels_above()
    {
        CoreConfiguration small = Core with
        {
            Memory = Core.Memory with
            {
                L2 = null,
                L1D = Core.Memory.L1D with { Size = new Bytes(64 * Line), Ways = 64 },
                Llc = Core.Memory.Llc! with { Size = new Bytes(4 * Line), Ways = 4, Inclusion = Inclusion.Inclusive },
            },
        };
        CachePort port = new MemorySystem(small, 1, Parts).Ports[0];
        for (ulong n = 0; n < 5; n++)
        {
            port.Load(n * Line, 0, (long)n * 1000);
        }

        Assert.That(port.Load(0, 0, 9000).By, Is.EqualTo(ServedBy.Memory));
    }

    [Test]
    public void Instructions_are_fetched_anew_after_their_cache_was_emptied_and_all_after_all_were()
    {
        CachePort port = Ports(1)[0];
        port.Fetch(0x1000, 0);
        port.DropInstructions();
        Assert.That(port.Fetch(0x1000, 1000).By, Is.EqualTo(ServedBy.L2));
        port.DropAll();
        Assert.That(port.Fetch(0x1000, 2000).By, Is.EqualTo(ServedBy.Memory));
    }

    [Test]
    public void The_same_counts_come_in_the_same_order()
    {
        CachePort port = Ports(1)[0];
        CounterList before = new();
        port.Count(before);
        port.Load(0x1000, 0, 0);
        CounterList after = new();
        port.Count(after);
        Assert.That(System.Linq.Enumerable.Select(after.All, c => c.Name), Is.EqualTo(System.Linq.Enumerable.Select(before.All, c => c.Name)));
        Assert.That(after.All, Does.Contain(("l1d_misses", 1L)).And.Contain(("dram_reads", 1L)));
    }

    private static CachePort[] Ports(int cores) => [.. new MemorySystem(Core, cores, Parts).Ports];

    // Cycles a load, each begun when the one before is done, in an order that no prefetcher and no row knows.
    private static double Chase(int bytes)
    {
        CachePort port = Ports(1)[0];
        int lines = bytes / Line;
        long cycle = 0;
        long begun = 0;
        for (int round = 0; round < 3; round++)
        {
            begun = cycle;
            for (int n = 0; n < lines; n++)
            {
                cycle = port.Load((ulong)((n * 17L) % lines) * Line, 0, cycle).Ready;
            }
        }

        return (cycle - begun) / (double)lines;
    }
}
