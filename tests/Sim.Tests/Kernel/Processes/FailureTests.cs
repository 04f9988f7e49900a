using System;
using System.Collections.Generic;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using static Sim.Tests.Kernel.Processes.Timeline;

namespace Sim.Tests.Kernel.Processes;

/// <summary>A process that throws: who hears of it, and in which words.</summary>
public sealed class FailureTests
{
    private Simulation _simulation = new();

    [SetUp]
    public void Begin() => _simulation = new Simulation();

    [Test]
    public void A_process_that_throws_is_named_with_the_time_and_its_own_stack()
    {
        _simulation.Start(Idle(), "customer", 16);
        _simulation.StartAt(new SimTime(500_000_000), Customer(), "customer", 17);
        InvariantException failure = Assert.Throws<InvariantException>(() => _simulation.Run())!;
        Assert.That(failure.Message, Does.StartWith("at 1.5 s, process customer-17").And.EndsWith(": no disk"));
        Assert.That(failure.InnerException, Is.TypeOf<InvalidOperationException>());
        Assert.That(failure.InnerException!.StackTrace, Does.Contain(nameof(ThrowDeepInside)).And.Contain(nameof(Customer)).And.Contain(nameof(Work)));
    }

    [Test]
    public void The_failed_process_is_named_though_the_event_was_anothers()
    {
        ServerPool pool = new(_simulation, "teller", 1);
        _simulation.Start(Good(), "good");
        _simulation.Start(Bad(), "bad");
        Assert.That(() => _simulation.Run(), Throws.TypeOf<InvariantException>().With.Message.StartsWith("at 1E-08 s, process bad"));

        async Process Good()
        {
            using Lease lease = await pool.Acquire();
            await _simulation.Delay(Ns(10));
        }

        async Process Bad()
        {
            using Lease lease = await pool.Acquire();
            throw new InvalidOperationException("no");
        }
    }

    [Test]
    public void Whoever_awaits_a_process_gets_its_failure()
    {
        string heard = "";
        Process started = Customer();
        _simulation.Start(started);
        _simulation.Start(Boss());
        _simulation.Start(Chief());
        _simulation.Run();
        Assert.That(heard, Is.EqualTo("boss: no disk; chief: no disk; part: no disk; "));

        async Process Boss()
        {
            try
            {
                await started;
            }
            catch (InvalidOperationException error)
            {
                heard += $"boss: {error.Message}; ";
            }
        }

        async Process Chief()
        {
            try
            {
                await _simulation.AllOf(started.Ended, _simulation.Delay(Ns(long.MaxValue / 2)));
            }
            catch (InvalidOperationException error)
            {
                heard += $"chief: {error.Message}; ";
            }

            try
            {
                await Customer();
            }
            catch (InvalidOperationException error)
            {
                heard += $"part: {error.Message}; ";
            }
        }
    }

    [Test]
    public void Whoever_awaits_a_failed_process_late_gets_its_failure_too()
    {
        List<string> heard = [];
        Process failing = Customer();
        _simulation.Start(failing);
        _simulation.Start(Listener(0));
        _simulation.Start(Listener(2_000_000_000));
        _simulation.Run();
        Assert.That(heard, Is.EqualTo(new[] { "1", "2", "3", "1", "2", "3" }));

        async Process Listener(long wait)
        {
            await _simulation.Delay(Ns(wait));
            await Try("1", Awaiting());
            await Try("2", AwaitingEnd());
            await Try("3", AwaitingFirst());
        }

        async Process Awaiting() => await failing;

        async Process AwaitingEnd() => await failing.Ended;

        async Process AwaitingFirst() => await _simulation.FirstOf(failing.Ended, _simulation.Delay(Ns(2_000_000_000)));

        async Process Try(string name, Process part)
        {
            try
            {
                await part;
            }
            catch (InvalidOperationException)
            {
                heard.Add(name);
            }
        }
    }

    [Test]
    public void Bad_input_and_cancellation_pass_unchanged()
    {
        foreach (Exception cause in new Exception[] { new InputException("bad row"), new OperationCanceledException() })
        {
            Simulation simulation = new();
            simulation.Start(Thrower(cause));
            Assert.That(() => simulation.Run(), Throws.Exception.SameAs(cause));
        }

#pragma warning disable CS1998 // without an await on purpose
        static async Process Thrower(Exception cause) => throw cause;
#pragma warning restore CS1998
    }

    [Test]
    public void The_others_can_go_on_after_a_failure()
    {
        bool ended = false;
        _simulation.Start(Customer());
        _simulation.Start(Other());
        Assert.That(() => _simulation.Run(), Throws.TypeOf<InvariantException>());
        _simulation.Run();
        Assert.That((ended, _simulation.LiveProcesses().Count), Is.EqualTo((true, 0)));

        async Process Other()
        {
            await _simulation.Delay(Ns(2_000_000_000));
            ended = true;
        }
    }

    private async Process Idle() => await _simulation.Delay(Ns(3_000_000_000));

    private async Process Customer() => await Work();

    private async Process<int> Work()
    {
        await _simulation.Delay(Ns(1_000_000_000));
        return ThrowDeepInside();
    }

    private static int ThrowDeepInside() => throw new InvalidOperationException("no disk");
}
