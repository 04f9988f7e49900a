using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Islands;
using Sim.Kernel.Quantities;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Islands;

/// <summary>Whatever the windows, threads and pieces: every island sees what it would see in one simulation.</summary>
public sealed class IslandOrderTests
{
    private static readonly int[] Threads = [1, 2, 3, 8];

    [Property(MaxTest = 80)]
    public void Every_way_to_run_gives_the_logs_of_one_simulation(int seed, byte islands, (byte From, byte To, byte Delay)[] channels)
    {
        World world = Make(seed, islands, channels);
        string[] expected = world.Expected();
        foreach (IslandRunOptions options in Options())
        {
            Assert.That(world.Found(options), Is.EqualTo(expected), options.ToString());
        }
    }

    [Property(MaxTest = 40)]
    public void Pieces_of_a_run_give_the_logs_of_one_simulation(int seed, byte islands, (byte From, byte To, byte Delay)[] channels, byte[] stops)
    {
        World world = Make(seed, islands, channels);
        ArgumentNullException.ThrowIfNull(stops);
        long[] ends = [.. stops.Select(stop => (long)stop).Order()];
        string[] expected = world.Expected();
        foreach (IslandRunOptions options in Options().Where(options => options.Threads < 3))
        {
            Assert.That(world.Found(options, ends), Is.EqualTo(expected), options.ToString());
        }
    }

    [Test]
    public void A_busy_mesh_gives_the_logs_of_one_simulation([Range(1, 8)] int seed)
    {
        World world = Mesh(seed);
        string[] expected = world.Expected();
        Assert.That(expected.Sum(text => text.Split('\n').Length), Is.GreaterThan(300), "or it shows little");
        foreach (IslandRunOptions options in Options())
        {
            Assert.That(world.Found(options), Is.EqualTo(expected), options.ToString());
        }
    }

    [Test]
    public void Rounds_are_the_same_for_any_number_of_threads([Values(WindowRule.Delay, WindowRule.Paths)] WindowRule rule)
    {
        World world = Mesh(5);
        IslandStatistics[] found = [.. Threads.Select(threads =>
        {
            (Archipelago archipelago, _) = world.Build();
            archipelago.RunUntil(World.End, new IslandRunOptions { Threads = threads, Windows = rule, EventsWorthSharing = 0 });
            return archipelago.Statistics;
        })];
        Assert.That(found, Is.All.EqualTo(found[0]));
        Assert.That(found[0].Events, Is.EqualTo(world.Expected().Sum(text => text.Split('\n').Length)));
    }

    [Test]
    public void A_cancelled_run_can_be_continued_to_the_same_logs([Values(1, 2)] int threads)
    {
        World world = Mesh(7);
        (Archipelago archipelago, Agent[] agents) = world.Build();
        using CancellationTokenSource source = new();
        archipelago.Islands[3].Simulation.ScheduleAt(new SimTime(20), new Canceller(source), 0, priority: -5);
        IslandRunOptions options = new() { Threads = threads, Cancellation = source.Token, EventsWorthSharing = 0 };
        Assert.That(() => archipelago.RunUntil(World.End, options), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(archipelago.Now, Is.EqualTo(SimTime.Zero));
        archipelago.RunUntil(World.End, options with { Cancellation = default });
        Assert.That(World.Texts(agents), Is.EqualTo(world.Expected()));
    }

    private static IEnumerable<IslandRunOptions> Options() =>
        from rule in Enum.GetValues<WindowRule>()
        from threads in rule == WindowRule.Sequential ? [1] : Threads
        select new IslandRunOptions { Threads = threads, Windows = rule, EventsWorthSharing = 0 };

    // 2 to 8 islands; a channel of an island to itself goes to the next, and small delays are likely, as ties are.
    private static World Make(int seed, byte islands, (byte From, byte To, byte Delay)[] channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        int count = 2 + (islands % 7);
        return new World(
            (ulong)unchecked((uint)seed),
            count,
            [.. channels.Select(channel => Join(channel.From % count, channel.To % count, 1 + (channel.Delay % 12), count))]);
    }

    // Each of 8 islands joined with each other, over delays of all sizes.
    private static World Mesh(int seed) =>
        Make(seed, islands: 6, [.. Enumerable.Range(0, 64).Select(i => ((byte)(i / 8), (byte)(i % 8), (byte)(i * seed % 256)))]);

    private static (int From, int To, long Delay) Join(int from, int to, long delay, int count) =>
        (from, from == to ? (to + 1) % count : to, delay);

    private sealed class Canceller(CancellationTokenSource source) : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => source.Cancel();
    }
}
