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

/// <summary>What an interrupt hits, and what wins when it comes in the instant of something else.</summary>
public sealed class InterruptTests
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
    public void A_delay_ends_early_and_tells_how_much_was_left()
    {
        Process sleeper = _simulation.Start(Sleeper());
        _simulation.Start(After(4, () => Assert.That(sleeper.Interrupt("fire"), Is.True)));
        _simulation.Start(After(6, () => Assert.That(sleeper.Interrupt(), Is.True)));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "4 fire, 6 ns left: interrupted: fire", "6 none, 8 ns left: interrupted", "16 slept" }));
        Assert.That(_simulation.Now, Is.EqualTo(new SimTime(16)), "the cut delays' events are gone");

        async Process Sleeper()
        {
            while (true)
            {
                try
                {
                    await _simulation.Delay(Ns(10));
                    _seen.Add("slept");
                    return;
                }
                catch (ProcessInterruptedException interrupt)
                {
                    _seen.Add($"{interrupt.Cause ?? "none"}, {interrupt.Left} left: {interrupt.Message}");
                }
            }
        }
    }

    [Test]
    public void An_interrupt_can_be_a_result_instead_of_an_exception()
    {
        Process machine = _simulation.Start(Machine());
        _simulation.Start(After(4, () => machine.Interrupt("breakdown")));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "4 breakdown", "14 done" }));

        async Process Machine()
        {
            Duration left = Ns(10);
            while (left > Duration.Zero)
            {
                WaitOutcome outcome = await _simulation.Delay(left).Interruptible();
                left = outcome.Left;
                if (outcome.WasInterrupted)
                {
                    _seen.Add($"{outcome.Cause}");
                    await _simulation.Delay(Ns(4));
                }
            }

            _seen.Add("done");
        }
    }

    [Test]
    public void Who_is_interrupted_in_a_queue_leaves_it()
    {
        ServerPool pool = new(_simulation, "teller", 1);
        _simulation.Start(Customer(pool, "a"));
        Process second = _simulation.Start(Customer(pool, "b"));
        _simulation.Start(Customer(pool, "c"));
        _simulation.Start(After(5, () => second.Interrupt()));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 a in", "5 b interrupted, 0 s left", "10 c in" }));
        Assert.That((pool.Busy, pool.QueueLength), Is.EqualTo((0L, 0)));
    }

    [Test]
    public void A_wait_that_is_completed_wins_and_the_interrupt_hits_the_next()
    {
        ServerPool pool = new(_simulation, "teller", 0);
        Process customer = _simulation.Start(Customer(pool, "a"));
        _simulation.Start(After(5, () =>
        {
            pool.SetCapacity(1);
            Assert.That(customer.Interrupt("late"), Is.True);
            Assert.That(customer.Interrupt("too many"), Is.False, "the first has not reached it yet");
        }));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 a in", "5 a interrupted, 0 s left" }));
        Assert.That(pool.Busy, Is.Zero, "the lease was given back on the way out");
    }

    // The end of the delay and the interrupt are events of one instant.
    [TestCase(true, "10 interrupted")]
    [TestCase(false, "10 slept")]
    public void Of_an_interrupt_and_the_end_of_a_delay_in_one_instant_the_earlier_event_wins(bool interruptFirst, string expected)
    {
        Process sleeper = Sleeper();
        Process other = After(10, () => sleeper.Interrupt());
        if (interruptFirst)
        {
            _simulation.Start(other);
            _simulation.Start(sleeper);
        }
        else
        {
            _simulation.Start(sleeper);
            _simulation.Start(other);
        }

        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { expected }));

        async Process Sleeper()
        {
            try
            {
                await _simulation.Delay(Ns(10));
                _seen.Add("slept");
            }
            catch (ProcessInterruptedException)
            {
                _seen.Add("interrupted");
            }
        }
    }

    [Test]
    public void The_innermost_part_is_hit_and_the_interrupt_goes_up_from_there()
    {
        Process outer = _simulation.Start(Outer());
        _simulation.Start(After(3, () => outer.Interrupt("stop")));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "3 inner cleans up", "3 outer hears stop" }));

        async Process Outer()
        {
            try
            {
                await Inner();
            }
            catch (ProcessInterruptedException interrupt)
            {
                _seen.Add($"outer hears {interrupt.Cause}");
            }
        }

        async Process<int> Inner()
        {
            try
            {
                await _simulation.Delay(Ns(10));
                return 1;
            }
            finally
            {
                _seen.Add("inner cleans up");
            }
        }
    }

    [Test]
    public void Who_joins_another_can_be_interrupted_and_the_other_lives_on()
    {
        Process other = _simulation.Start(After(10, () => _seen.Add("other done")));
        Process joiner = _simulation.Start(Joiner());
        _simulation.Start(After(3, () => joiner.Interrupt()));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "3 gave up", "10 other done" }));

        async Process Joiner()
        {
            try
            {
                await other;
            }
            catch (ProcessInterruptedException)
            {
                _seen.Add("gave up");
            }
        }
    }

    [Test]
    public void A_running_process_is_hit_at_its_next_await_and_a_part_passes_it_on()
    {
        Process self = default;
        self = _simulation.Start(Self());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 part ended", "0 self" }));

        async Process Self()
        {
            await Part();
            try
            {
                await Part();
                _seen.Add("not reached: even a part begun is an await");
            }
            catch (ProcessInterruptedException interrupt)
            {
                _seen.Add($"{interrupt.Cause}");
            }

            await _simulation.Delay(Ns(1));
        }

#pragma warning disable CS1998 // without an await on purpose
        async Process Part()
        {
            self.Interrupt("self");
            _seen.Add("part ended");
        }
#pragma warning restore CS1998
    }

    [Test]
    public void An_interrupt_nobody_catches_ends_the_run_with_its_text()
    {
        ServerPool pool = new(_simulation, "teller", 0);
        Process customer = _simulation.Start(Waiter(), "customer", 3);
        _simulation.Start(After(2, () => customer.Interrupt("closing time")));
        Assert.That(
            () => _simulation.Run(),
            Throws.TypeOf<InvariantException>().With.Message.Contains("process customer-3").And.Message.EndsWith("interrupted: closing time"));
        Assert.That(customer.Interrupt(), Is.False);

        async Process Waiter() => await pool.Acquire();
    }

    private async Process Customer(ServerPool pool, string name)
    {
        try
        {
            using Lease lease = await pool.Acquire();
            _seen.Add($"{name} in");
            await _simulation.Delay(Ns(10));
        }
        catch (ProcessInterruptedException interrupt)
        {
            _seen.Add($"{name} interrupted, {interrupt.Left} left");
        }
    }

    private async Process After(long time, Action act)
    {
        await _simulation.Delay(Ns(time));
        act();
    }
}
