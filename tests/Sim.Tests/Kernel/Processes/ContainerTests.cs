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

public sealed class ContainerTests
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
    public void Gets_and_puts_wait_in_order_for_each_other()
    {
        Container tank = new(_simulation, "tank", capacity: 10, level: 4, measured: true);
        _simulation.Start(Get(tank, 0, 6, "a"));
        _simulation.Start(Get(tank, 1, 1, "b"));
        _simulation.Start(Put(tank, 2, 5, "c"));
        _simulation.Start(Put(tank, 3, 9, "d"));
        _simulation.Start(Put(tank, 4, 1, "e"));
        _simulation.Start(Get(tank, 5, 3, "f"));
        _simulation.Run();
        // a waits for 6 of 4, b behind it. c makes 9: a and b leave 2. d waits for 9 of room 8, e behind; f waits for 3 of 2.
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "2 put c", "2 got a", "2 got b" }));
        Assert.That((tank.Level, tank.QueueLength, tank.Measures!.WaitingSeconds.Count), Is.EqualTo((2L, 3, 3L)));
        Assert.That(tank.TryGet(1), Is.False, "f waits before");
        tank.SetCapacity(11);
        _simulation.Run();
        Assert.That(_seen.Lines.Skip(3), Is.EqualTo(new[] { "5 put d", "5 got f", "5 put e" }));
        Assert.That((tank.Level, tank.TryGet(9), tank.TryPut(11), tank.ToString()), Is.EqualTo((9L, true, true, "tank, 11 of 11")));
    }

    [Test]
    public void Who_gives_up_makes_way_for_smaller_ones()
    {
        Container tank = new(_simulation, "tank", capacity: 10, level: 1);
        _simulation.Start(Impatient());
        _simulation.Start(Get(tank, 1, 1, "b"));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "3 False", "3 got b" }));

        async Process Impatient() => _seen.Add($"{await tank.Get(2).Within(Ns(3))}");
    }

    private async Process Get(Container tank, long time, long amount, string name)
    {
        await _simulation.Delay(Ns(time));
        await tank.Get(amount);
        _seen.Add($"got {name}");
    }

    private async Process Put(Container tank, long time, long amount, string name)
    {
        await _simulation.Delay(Ns(time));
        await tank.Put(amount);
        _seen.Add($"put {name}");
    }
}
