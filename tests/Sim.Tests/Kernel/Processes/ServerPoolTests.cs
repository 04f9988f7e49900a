using System;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using static Sim.Tests.Kernel.Processes.Timeline;

namespace Sim.Tests.Kernel.Processes;

public sealed class ServerPoolTests
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
    public void Servers_are_given_first_come_first_served()
    {
        ServerPool pool = new(_simulation, "teller", 2, measured: true);
        for (int i = 0; i < 4; i++)
        {
            _simulation.StartAt(new SimTime(i), Customer(pool, $"c{i}", 10), "customer", i);
        }

        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[]
        {
            "0 c0 in", "1 c1 in", "10 c0 out", "10 c2 in", "11 c1 out", "11 c3 in", "20 c2 out", "21 c3 out",
        }));
        pool.Measures!.CloseAt(_simulation.Now);
        Assert.That(pool.Measures.Busy.Mean, Is.EqualTo(40.0 / 21).Within(1e-12));
        Assert.That(pool.Measures.QueueLength.Mean, Is.EqualTo(16.0 / 21).Within(1e-12), "two wait 8 ns each");
        Assert.That((pool.Measures.WaitingSeconds.Count, pool.Measures.WaitingSeconds.Mean), Is.EqualTo((4, 4e-9)).Within(1e-18));
    }

    [Test]
    public void The_most_urgent_goes_first_and_among_equals_the_first()
    {
        ServerPool pool = new(_simulation, "teller", 1);
        int[] priorities = [5, 3, 7, 3, -1, 7, 3];
        for (int i = 0; i < priorities.Length; i++)
        {
            _simulation.Start(Customer(pool, $"{priorities[i]}/{i}", 10, priorities[i]));
        }

        _simulation.Run();
        Assert.That(
            _seen.Lines.FindAll(line => line.EndsWith("in", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "0 5/0 in", "10 -1/4 in", "20 3/1 in", "30 3/3 in", "40 3/6 in", "50 7/2 in", "60 7/5 in" }));
    }

    [Test]
    public void Who_wants_more_than_is_free_holds_up_those_behind_until_it_gives_up()
    {
        ServerPool pool = new(_simulation, "teller", 3);
        _simulation.Start(Customer(pool, "two", 10, amount: 2));
        _simulation.Start(Impatient());
        _simulation.Start(Customer(pool, "one", 10));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 two in", "4 gave up", "4 one in", "10 two out", "14 one out" }));
        Assert.That((pool.Busy, pool.QueueLength), Is.EqualTo((0L, 0)));

        async Process Impatient()
        {
            using Lease lease = await pool.Acquire(2).Within(Ns(4));
            _seen.Add(lease ? "got them" : "gave up");
        }
    }

    [Test]
    public void Servers_can_come_and_go()
    {
        ServerPool pool = new(_simulation, "host", 0);
        for (int i = 0; i < 3; i++)
        {
            _simulation.Start(Customer(pool, $"c{i}", 10));
        }

        _simulation.Start(Operator());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 c0 in", "5 c1 in", "15 c0 out", "15 c1 out", "15 c2 in", "25 c2 out" }));

        async Process Operator()
        {
            await _simulation.Delay(Ns(5));
            pool.SetCapacity(2);
            await _simulation.Delay(Ns(1));
            pool.SetCapacity(1);
            Assert.That((pool.Busy, pool.Capacity), Is.EqualTo((2L, 1L)), "those in use stay with their holders");
        }
    }

    [Test]
    public void More_cannot_be_given_back_than_was_had()
    {
        ServerPool pool = new(_simulation, "teller", 1);
        Assert.That(pool.TryAcquire(), Is.True);
        Assert.That(pool.TryAcquire(), Is.False);
        pool.Release();
        Assert.That(() => pool.Release(), Throws.TypeOf<InvariantException>());
        Assert.That(() => pool.Acquire(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private async Process Customer(ServerPool pool, string name, long service, int priority = 0, long amount = 1)
    {
        using Lease lease = await pool.Acquire(amount, priority);
        _seen.Add($"{name} in");
        await _simulation.Delay(Ns(service));
        _seen.Add($"{name} out");
    }
}
