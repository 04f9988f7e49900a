using System;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using static Sim.Tests.Kernel.Processes.Timeline;

namespace Sim.Tests.Kernel.Processes;

public sealed class ProcessorSharingTests
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
    public void One_server_is_shared_by_all_jobs_alike()
    {
        ProcessorSharing cpu = new(_simulation, "cpu", measured: true);
        _simulation.Start(Job(cpu, "a", 0, 10));
        _simulation.Start(Job(cpu, "b", 4, 3));
        _simulation.Start(Job(cpu, "c", 6, 20));
        _simulation.Run();
        // a alone does 4 of 10; a and b halve 4-6 (a 5 left, b 2 left); three share 6-12 (b ends; a 3, c 18 left);
        // a and c halve 12-18 (a ends; c 15 left) until 33.
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "12 b", "18 a", "33 c" }));
        cpu.Measures!.CloseAt(_simulation.Now);
        Assert.That((cpu.Measures.Busy.Mean, cpu.Measures.WaitingSeconds.Count), Is.EqualTo((1.0, 3L)));
        Assert.That(cpu.Measures.QueueLength.Mean, Is.EqualTo((12.0 - 4 + 18 + 33 - 6) / 33).Within(1e-12));
    }

    [Test]
    public void Weights_share_in_proportion_and_bound_what_one_job_can_use()
    {
        ProcessorSharing cpu = new(_simulation, "cpu", servers: 2);
        _simulation.Start(Job(cpu, "half", 0, 10, weight: 0.5));
        _simulation.Start(Job(cpu, "wide", 4, 6, weight: 3.5));
        _simulation.Run();
        // half alone runs at 0.5: 8 left at 4. Then 4 wanted of 2: rates 0.25 and 1.75, wide ends after 6/1.75 = 3.43, rounded up, at 8.
        // half has 7 left (rounding included) and needs 14 more at 0.5.
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "8 wide", "22 half" }));
    }

    [TestCase(236, 3)]
    [TestCase(1_000_000_007, 7)]
    [TestCase(999_999_999_999, 11)]
    public void A_job_alone_takes_exactly_its_work_though_thirds_are_no_doubles(long work, double weight)
    {
        ProcessorSharing cpu = new(_simulation, "cpu");
        _simulation.Start(Job(cpu, "a", 125, work, weight));
        _simulation.Run();
        Assert.That(_simulation.Now, Is.EqualTo(new SimTime(125 + work)));
    }

    [Test]
    public void Servers_that_go_stop_the_work_and_those_that_come_speed_it_up()
    {
        ProcessorSharing cpu = new(_simulation, "cpu", servers: 1);
        _simulation.Start(Job(cpu, "a", 0, 10));
        _simulation.Start(Job(cpu, "b", 0, 10));
        _simulation.Start(Operator());
        _simulation.Run();
        // 4 of 20 done at 4, nothing until 9, then each has a server of its own for its 8.
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "17 a", "17 b" }));

        async Process Operator()
        {
            await _simulation.Delay(Ns(4));
            cpu.SetServers(0);
            await _simulation.Delay(Ns(5));
            cpu.SetServers(3);
            Assert.That(cpu.Busy, Is.EqualTo(2));
        }
    }

    [Test]
    public void Who_gives_up_leaves_its_share_to_the_others()
    {
        ProcessorSharing cpu = new(_simulation, "cpu");
        _simulation.Start(Job(cpu, "a", 0, 10));
        _simulation.Start(Impatient());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "6 False", "13 a" }));

        async Process Impatient() => _seen.Add($"{await cpu.Use(Ns(10)).Within(Ns(6))}");
    }

    [Test]
    public void Work_of_no_length_is_done_at_once_and_bad_sizes_are_refused()
    {
        ProcessorSharing cpu = new(_simulation, "cpu");
        _simulation.Start(Job(cpu, "nothing", 3, 0));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "3 nothing" }));
        Assert.That(() => cpu.Use(Ns(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => cpu.Use(Ns(1), double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => cpu.SetServers(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private async Process Job(ProcessorSharing cpu, string name, long arrival, long work, double weight = 1)
    {
        await _simulation.Delay(Ns(arrival));
        await cpu.Use(Ns(work), weight);
        _seen.Add(name);
    }
}
