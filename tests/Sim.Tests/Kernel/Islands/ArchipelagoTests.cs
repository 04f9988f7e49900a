using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Islands;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Kernel.Islands;

public sealed class ArchipelagoTests
{
    private static readonly IslandRunOptions[] Ways =
    [
        new() { Windows = WindowRule.Sequential },
        new() { EventsWorthSharing = 0 },
        new() { Threads = 2, EventsWorthSharing = 0 },
        new() { Threads = 8, EventsWorthSharing = 0 },
        new() { Threads = 2, EventsWorthSharing = 0, Windows = WindowRule.Paths },
    ];

    private Archipelago _archipelago = new();
    private Model _a = null!;
    private Model _b = null!;
    private Model _c = null!;

    [SetUp]
    public void Three_islands()
    {
        _archipelago = new Archipelago();
        (_a, _b, _c) = (new Model(_archipelago.AddIsland("a")), new Model(_archipelago.AddIsland("b")), new Model(_archipelago.AddIsland("c")));
    }

    [TestCaseSource(nameof(Ways))]
    public void Ping_pong(IslandRunOptions options)
    {
        Channel ping = Connect(_a, _b, 10);
        Channel pong = Connect(_b, _a, 5);
        _b.OnMessage = payload => pong.Send(new Duration(6), 1, payload + 1);
        _a.OnMessage = payload => ping.Send(new Duration(10), 1, payload + 1);
        ping.Send(new Duration(12), 1, 100); // nobody runs yet: sent at time 0
        Assert.That(_archipelago.NextTime, Is.EqualTo(new SimTime(12)));
        _archipelago.RunUntil(new SimTime(44), options);
        Assert.That(_b.Seen, Is.EqualTo(new[] { "12 a:100", "28 a:102" }));
        Assert.That(_a.Seen, Is.EqualTo(new[] { "18 b:101", "34 b:103" }));
        Assert.That(_archipelago.Islands.Select(island => island.Simulation.Now), Is.All.EqualTo(new SimTime(44)));
        Assert.That(_archipelago.NextTime, Is.EqualTo(new SimTime(44)), "what is at the end stays pending");
        Assert.That((_archipelago.Statistics.Messages, _archipelago.Statistics.Events), Is.EqualTo((4L, 4L)));
        Assert.That((_a.Island.Sent, _a.Island.Received, _b.Island.Sent), Is.EqualTo((3L, 2L, 2L)));
    }

    [TestCaseSource(nameof(Ways))]
    public void At_one_time_messages_come_by_sender_then_in_order_of_sending_then_local_events(IslandRunOptions options)
    {
        Channel fromB = Connect(_b, _c, 3);
        Channel fromA = Connect(_a, _c, 1);
        Channel alsoFromA = Connect(_a, _c, 1);
        _c.Island.Simulation.ScheduleAt(new SimTime(10), _c, 0, payload: 9, priority: short.MinValue);
        _b.OnEvent = _ =>
        {
            fromB.Send(new Duration(8), 1, 3);
            fromB.Send(new Duration(8), 1, 4);
        };
        _a.OnEvent = payload =>
        {
            (payload == 1 ? fromA : alsoFromA).Send(new Duration(10) - (_a.Island.Simulation.Now - SimTime.Zero), 1, payload);
        };
        _b.Island.Simulation.ScheduleAt(new SimTime(2), _b, 0);
        _a.Island.Simulation.ScheduleAt(new SimTime(8), _a, 0, payload: 1);
        _a.Island.Simulation.ScheduleAt(new SimTime(9), _a, 0, payload: 2);
        _archipelago.RunUntil(new SimTime(11), options);
        Assert.That(_c.Seen, Is.EqualTo(new[] { "10 a:1", "10 a:2", "10 b:3", "10 b:4", "10 local:9" }));
    }

    [Test]
    public void A_message_can_carry_an_object()
    {
        object passenger = new();
        Connect(_a, _b, 1).Send(new Duration(1), 7, content: passenger);
        _archipelago.RunUntil(new SimTime(2));
        Assert.That(_b.LastContent, Is.SameAs(passenger));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void A_delay_that_is_not_positive_is_refused(long delay) =>
        Assert.That(
            () => Connect(_a, _b, delay),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("a -> b: a channel needs a positive delay"));

    [Test]
    public void A_channel_joins_two_islands_of_one_archipelago()
    {
        Model stranger = new(new Archipelago().AddIsland("stranger"));
        Assert.That(() => Connect(_a, _a, 1), Throws.ArgumentException);
        Assert.That(() => Connect(_a, stranger, 1), Throws.ArgumentException);
        Assert.That(() => Connect(stranger, _a, 1), Throws.ArgumentException);
    }

    [Test]
    public void A_delay_below_the_declared_one_is_refused() =>
        Assert.That(
            () => Connect(_a, _b, 1000).Send(new Duration(999), 1),
            Throws.TypeOf<InvariantException>().With.Message.EqualTo("a -> b: a delay of 999 ns is below the declared minimum of 1 us"));

    [Test]
    public void Only_the_island_that_runs_may_send()
    {
        Channel channel = Connect(_a, _b, 1);
        _c.OnEvent = _ => channel.Send(new Duration(1), 1);
        _c.Island.Simulation.ScheduleAt(new SimTime(5), _c, 0);
        Assert.That(
            () => _archipelago.RunUntil(new SimTime(9)),
            Throws.TypeOf<InvariantException>().With.Message.EndsWith("a -> b: only a may send here, and it is not running"));
    }

    [Test]
    public void Islands_and_channels_are_declared_and_run_from_outside()
    {
        Action[] forbidden =
        [
            () => _archipelago.AddIsland("late"),
            () => Connect(_a, _b, 1),
            () => _archipelago.RunUntil(new SimTime(99)),
        ];
        int refused = 0;
        _a.OnEvent = payload =>
        {
            Assert.That(() => forbidden[payload](), Throws.InvalidOperationException);
            refused++;
        };
        for (int i = 0; i < forbidden.Length; i++)
        {
            _a.Island.Simulation.ScheduleAt(new SimTime(i), _a, 0, payload: i);
        }

        _archipelago.RunUntil(new SimTime(9));
        Assert.That(refused, Is.EqualTo(forbidden.Length));
        Model later = new(_archipelago.AddIsland("later"));
        Assert.That(later.Island.Simulation.Now, Is.EqualTo(new SimTime(9)));
    }

    [Test]
    public void Ends_threads_and_clocks_out_of_range_are_refused()
    {
        Simulation ahead = new();
        ahead.RunUntil(new SimTime(1));
        Assert.That(() => _archipelago.AddIsland("ahead", ahead), Throws.ArgumentException);
        _archipelago.RunUntil(new SimTime(5));
        Assert.That(() => _archipelago.RunUntil(new SimTime(4)), Throws.TypeOf<InvariantException>());
        foreach (int threads in new[] { 0, 1025 })
        {
            Assert.That(
                () => _archipelago.RunUntil(new SimTime(6), new IslandRunOptions { Threads = threads }),
                Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void Of_several_failures_the_first_by_time_and_then_island_is_reported(
        [ValueSource(nameof(Ways))] IslandRunOptions options, [Values(15, 16)] long end)
    {
        // c runs to its failure at once; a and b, held back by their short channels, fail not after it but in a later round
        Connect(_a, _b, 1);
        Connect(_b, _a, 1);
        foreach (Model model in new[] { _a, _b, _c })
        {
            model.OnEvent = payload => _ = payload == 13 ? throw new InvalidOperationException("no disk") : payload;
        }

        for (int time = 0; time < 20; time++)
        {
            _a.Island.Simulation.ScheduleAt(new SimTime(time), _a, 0, payload: time == 15 ? 13 : 0);
        }

        _c.Island.Simulation.ScheduleAt(new SimTime(end), _c, 0, payload: 13);
        _b.Island.Simulation.ScheduleAt(new SimTime(15), _b, 0, payload: 13);
        Assert.That(
            () => _archipelago.RunUntil(new SimTime(30), options),
            Throws.TypeOf<InvariantException>().With.Message.StartsWith("a: at ").And.Message.EndsWith("model a, operation 0, payload 13: no disk"));
        Assert.That(_c.Island.Simulation.Now, Is.LessThanOrEqualTo(new SimTime(end)));
        Assert.That(
            () => _archipelago.RunUntil(new SimTime(30), options),
            Throws.TypeOf<InvariantException>().With.Message.Contains("cannot go on"));
    }

    [TestCaseSource(nameof(Ways))]
    public void A_receiver_that_throws_is_named_with_the_time(IslandRunOptions options)
    {
        _b.OnMessage = _ => throw new InvalidOperationException("no room");
        Connect(_a, _b, 1).Send(new Duration(1_500_000_000), 7, 12);
        Assert.That(
            () => _archipelago.RunUntil(new SimTime(2_000_000_000), options),
            Throws.TypeOf<InvariantException>().With.Message.EqualTo(
                "b: at 1.5 s, model b, message over a -> b, operation 7, payload 12: no room"));
    }

    [TestCaseSource(nameof(Ways))]
    public void Bad_input_passes_unchanged(IslandRunOptions options)
    {
        InputException cause = new("bad row");
        _b.OnMessage = _ => throw cause;
        Connect(_a, _b, 1).Send(new Duration(1), 7);
        Assert.That(() => _archipelago.RunUntil(new SimTime(5), options), Throws.Exception.SameAs(cause));
    }

    [TestCase(WindowRule.Sequential, 22, 1.0)]
    [TestCase(WindowRule.Delay, 2, 2.0)] // at 0 to 9, as 0 + 10 bounds both; then at 10 as last
    [TestCase(WindowRule.Paths, 2, 2.0)]
    public void Statistics_tell_how_much_there_is_to_share(WindowRule rule, long rounds, double bound)
    {
        Connect(_a, _b, 10);
        Connect(_b, _a, 10);
        for (int time = 0; time < 11; time++)
        {
            _a.Island.Simulation.ScheduleAt(new SimTime(time), _a, 0);
            _b.Island.Simulation.ScheduleAt(new SimTime(time), _b, 0);
        }

        _archipelago.RunUntil(new SimTime(100), new IslandRunOptions { Windows = rule });
        IslandStatistics found = _archipelago.Statistics;
        Assert.That((found.Rounds, found.Windows, found.Events), Is.EqualTo((rounds, rule == WindowRule.Sequential ? 22L : 4L, 22L)));
        Assert.That((found.SpeedUpBound, found.EventsPerRound), Is.EqualTo((bound, 22.0 / rounds)));
    }

    [Test]
    public void A_promise_of_silence_widens_the_windows_of_paths()
    {
        Channel channel = Connect(_a, _b, 1);
        channel.StaySilentUntil(new SimTime(50));
        channel.StaySilentUntil(new SimTime(40)); // an earlier one changes nothing
        _a.OnEvent = payload => channel.Send(new Duration(1), 1, payload);
        for (int time = 0; time < 50; time++)
        {
            _b.Island.Simulation.ScheduleAt(new SimTime(time), _b, 0, payload: time);
        }

        _a.Island.Simulation.ScheduleAt(new SimTime(50), _a, 0);
        _archipelago.RunUntil(new SimTime(60), new IslandRunOptions { Windows = WindowRule.Paths });
        Assert.That(_archipelago.Statistics.Rounds, Is.EqualTo(2), "all of b's own, and a's; then the message");
        Assert.That(_b.Seen, Has.Count.EqualTo(51));
    }

    [Test]
    public void A_broken_promise_is_refused()
    {
        Channel channel = Connect(_a, _b, 1);
        channel.StaySilentUntil(new SimTime(1_000_000_000));
        Assert.That(
            () => channel.Send(new Duration(1), 1),
            Throws.TypeOf<InvariantException>().With.Message.EqualTo("a -> b: a message at 0 s, but promised to be silent until 1 s"));
    }

    [Test]
    public void No_job_is_lost_or_made([Values(1, 3)] int threads, [Values] WindowRule rule)
    {
        Archipelago archipelago = Phold.Build(islands: 8, jobs: 10, minimumDelay: 50);
        archipelago.RunUntil(new SimTime(50_000), new IslandRunOptions { Threads = threads, Windows = rule });
        long local = archipelago.Islands.Sum(island => (long)island.Simulation.Pending);
        long underWay = archipelago.Islands.Sum(island => island.Sent - island.Received);
        Assert.That(local + underWay, Is.EqualTo(80));
        Assert.That(archipelago.Statistics.Messages, Is.GreaterThan(500));
    }

    [Test]
    public void Messages_allocate_nothing_once_the_buffers_have_their_size()
    {
        Archipelago archipelago = Phold.Build(islands: 4, jobs: 20, minimumDelay: 100);
        archipelago.RunUntil(new SimTime(200_000));
        long messages = archipelago.Statistics.Messages;
        long before = GC.GetAllocatedBytesForCurrentThread();
        archipelago.RunUntil(new SimTime(300_000));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        messages = archipelago.Statistics.Messages - messages;
        Assert.That(messages, Is.GreaterThan(2000));
        Assert.That(allocated, Is.LessThan(10_000), "the run itself, and nothing for each message");
    }

    private Channel Connect(Model from, Model to, long delay) =>
        _archipelago.Connect(from.Island, to.Island, new Duration(delay), to);

    private sealed class Model(Island island) : IEventHandler, IMessageReceiver
    {
        public Island Island { get; } = island;

        public List<string> Seen { get; } = [];

        public object? LastContent { get; private set; }

        public Action<long> OnEvent { get; set; } = _ => { };

        public Action<long> OnMessage { get; set; } = _ => { };

        public void Handle(Simulation simulation, int operation, long payload)
        {
            Seen.Add($"{simulation.Now.Nanoseconds} local:{payload}");
            OnEvent(payload);
        }

        public void Receive(Island island, in Message message)
        {
            Assert.That((island, message.Time), Is.EqualTo((Island, island.Simulation.Now)));
            Seen.Add($"{message.Time.Nanoseconds} {message.Channel.From}:{message.Payload}");
            LastContent = message.Content;
            OnMessage(message.Payload);
        }

        public override string ToString() => $"model {Island}";
    }
}
