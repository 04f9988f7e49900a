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

/// <summary>Gates and signals.</summary>
public sealed class GateTests
{
    private Simulation _simulation = new();
    private Timeline _seen = new(new Simulation());

    [SetUp]
    public void Begin()
    {
        _simulation = new Simulation();
        _seen = new Timeline(_simulation);
    }

    [Test]
    public void A_gate_lets_all_pass_until_it_is_closed()
    {
        Gate gate = new(_simulation, "door");
        foreach (long time in new long[] { 1, 2, 6, 9 })
        {
            _simulation.StartAt(new SimTime(time), Visitor(time));
        }

        _simulation.Start(Porter());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 visitor 1", "5 visitor 2", "6 visitor 6" }));
        Assert.That(
            _simulation.DeadlockedProcesses().Select(process => process.ToString()),
            Is.EqualTo(new[] { "Visitor: door, closed, since 9E-09 s" }));

        async Process Visitor(long number)
        {
            await gate.Opened;
            _seen.Add($"visitor {number}");
        }

        async Process Porter()
        {
            await _simulation.Delay(Ns(5));
            gate.Open();
            await _simulation.Delay(Ns(3));
            gate.Close();
        }
    }

    [Test]
    public void A_signal_is_heard_by_those_who_wait_now()
    {
        Signal signal = new(_simulation, "bell");
        int level = 0;
        _simulation.Start(Listener("a", 2));
        _simulation.Start(Listener("b", 3));
        _simulation.Start(Ringer());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "10 heard by 2", "20 heard by 2", "20 a sees 2", "30 heard by 1", "30 b sees 3", "40 heard by 0" }));

        async Process Listener(string name, int enough)
        {
            while (level < enough)
            {
                await signal.Fired;
            }

            _seen.Add($"{name} sees {level}");
        }

        async Process Ringer()
        {
            for (int i = 0; i < 4; i++)
            {
                await _simulation.Delay(Ns(10));
                level++;
                _seen.Add($"heard by {signal.Fire()}");
            }
        }
    }

    [Test]
    public void A_gate_opened_by_an_event_lets_processes_go_on_before_the_next_event()
    {
        Gate gate = new(_simulation, "door");
        _simulation.Start(Visitor());
        _simulation.ScheduleAt(new SimTime(5), new Handler(gate.Open), 0);
        _simulation.ScheduleAt(new SimTime(5), new Handler(() => _seen.Add("next event")), 0);
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 visitor", "5 next event" }));

        async Process Visitor()
        {
            await gate.Opened;
            _seen.Add("visitor");
        }
    }

    private sealed class Handler(Action act) : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => act();
    }
}
