using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using static Sim.Tests.Kernel.Processes.Timeline;

namespace Sim.Tests.Kernel.Processes;

public sealed class PreemptiveServersTests
{
    private Simulation _simulation = new();
    private Timeline _seen = new(new Simulation());

    [SetUp]
    public void Begin()
    {
        _simulation = new Simulation();
        _seen = new Timeline(_simulation);
    }

    // low needs 10 from 0, high 4 from 3, urgent 2 from 5: 5-7 urgent, high 3-5 and 7-9, low 0-3 and then its rest.
    [TestCase(PreemptionRule.Resume, new[] { "7 urgent done", "9 high done", "16 low done" })]
    [TestCase(PreemptionRule.Restart, new[] { "7 urgent done", "11 high done", "21 low done" })]
    public void A_service_pushed_aside_goes_on_or_begins_again(PreemptionRule rule, string[] expected)
    {
        PreemptiveServers crew = new(_simulation, "crew", 1, rule, measured: true);
        _simulation.Start(User(crew, "low", 0, 10, 9));
        _simulation.Start(User(crew, "high", 3, 4, 5));
        _simulation.Start(User(crew, "urgent", 5, 2, 1));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(expected));
        Assert.That((crew.Preemptions, crew.Busy, crew.QueueLength), Is.EqualTo((2L, 0, 0)));
        Assert.That((crew.Measures!.WaitingSeconds.Count, crew.Measures.WaitingSeconds.Maximum), Is.EqualTo((3L, 0.0)));
    }

    [Test]
    public void The_least_urgent_that_came_last_is_pushed_aside_and_keeps_its_place()
    {
        PreemptiveServers crew = new(_simulation, "crew", 2);
        _simulation.Start(User(crew, "a", 0, 10, 5));
        _simulation.Start(User(crew, "b", 1, 10, 5));
        _simulation.Start(User(crew, "c", 2, 10, 5));
        _simulation.Start(User(crew, "d", 4, 3, 1));
        _simulation.Run();
        // d takes b's server at 4 (b has 7 left) until 7; b, which came before c, goes on until 14. a ends at 10, c runs 10-20.
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "7 d done", "10 a done", "14 b done", "20 c done" }));
    }

    [Test]
    public void A_service_that_ends_in_the_instant_of_the_arrival_is_finished()
    {
        PreemptiveServers crew = new(_simulation, "crew", 1, PreemptionRule.Restart);
        _simulation.StartAt(new SimTime(10), User(crew, "high", 0, 5, 1)); // its event is before that of the service's end
        _simulation.Start(User(crew, "low", 0, 10, 5));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "10 low done", "15 high done" }));
        Assert.That(crew.Preemptions, Is.Zero);
    }

    [Test]
    public void A_holder_that_loses_its_server_is_interrupted()
    {
        PreemptiveServers crew = new(_simulation, "crew", 1);
        _simulation.Start(Holder());
        _simulation.Start(User(crew, "high", 4, 3, 1));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "4 lost to crew, 6 ns left, held False", "7 high done", "7 again", "13 rest done" }));
        Assert.That((crew.Busy, crew.QueueLength, crew.Preemptions), Is.EqualTo((0, 0, 1L)));

        async Process Holder()
        {
            Duration left = Ns(10);
            using (PreemptiveLease lease = await crew.Acquire(priority: 5))
            {
                try
                {
                    await _simulation.Delay(left);
                }
                catch (ProcessInterruptedException interrupt)
                {
                    left = interrupt.Left;
                    _seen.Add($"lost to {((PreemptiveServers)interrupt.Cause!).Name}, {left} left, held {lease.IsHeld}");
                }
            }

            using PreemptiveLease second = await crew.Acquire(priority: 5);
            _seen.Add("again");
            await _simulation.Delay(left);
            _seen.Add("rest done");
        }
    }

    [Test]
    public void A_server_lost_before_its_holder_has_gone_on_is_not_held()
    {
        PreemptiveServers crew = new(_simulation, "crew", 0);
        _simulation.Start(Holder());
        _simulation.ScheduleAt(new SimTime(5), new Handler(() =>
        {
            _simulation.Start(User(crew, "high", 0, 3, 1)); // starts behind the holder's turn, so act at once
            crew.SetCapacity(1);
        }), 0);
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "8 high done" }).Or.EqualTo(new[] { "5 held True", "5 interrupted", "8 high done" }));

        async Process Holder()
        {
            using PreemptiveLease lease = await crew.Acquire(priority: 5);
            _seen.Add($"held {lease.IsHeld}");
            try
            {
                await _simulation.Delay(Ns(10));
            }
            catch (ProcessInterruptedException)
            {
                _seen.Add("interrupted");
            }
        }
    }

    [Test]
    public void Who_leaves_in_service_or_queue_makes_way()
    {
        PreemptiveServers crew = new(_simulation, "crew", 1);
        _simulation.Start(Impatient("a", 4));
        _simulation.Start(Impatient("b", 2));
        _simulation.Start(User(crew, "c", 0, 10, 0));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "2 b False", "4 a False", "14 c done" }));

        async Process Impatient(string name, long limit) => _seen.Add($"{name} {await crew.Use(Ns(10)).Within(Ns(limit))}");
    }

    private async Process User(PreemptiveServers crew, string name, long arrival, long service, int priority)
    {
        await _simulation.Delay(Ns(arrival));
        await crew.Use(Ns(service), priority);
        _seen.Add($"{name} done");
    }

    private sealed class Handler(Action act) : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => act();
    }
}
