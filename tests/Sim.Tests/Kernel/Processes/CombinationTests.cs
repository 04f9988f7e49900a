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

/// <summary>Time limits, choices and joins.</summary>
public sealed class CombinationTests
{
    private Simulation _simulation = new();
    private Timeline _seen = new(new Simulation());

    [SetUp]
    public void Begin()
    {
        _simulation = new Simulation();
        _seen = new Timeline(_simulation);
    }

    [TestCase(9, "9 gave up")]
    [TestCase(11, "10 in")]
    public void A_wait_with_a_limit_leaves_the_queue_when_it_has_passed(long limit, string expected)
    {
        ServerPool pool = new(_simulation, "teller", 1);
        _simulation.Start(Holder(pool, 10));
        _simulation.Start(Impatient(pool, limit));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { expected }));
        Assert.That((pool.Busy, pool.QueueLength, _simulation.LiveProcessCount()), Is.EqualTo((0L, 0, 0)));
    }

    // The holder's delay began before the limit, so its event comes first; and the other way round.
    [TestCase(true, "10 in")]
    [TestCase(false, "10 gave up")]
    public void A_grant_and_a_limit_in_one_instant_go_by_the_order_of_their_events(bool holderFirst, string expected)
    {
        ServerPool pool = new(_simulation, "teller", 1);
        pool.TryAcquire();
        if (holderFirst)
        {
            _simulation.Start(Releaser());
            _simulation.Start(Impatient(pool, 10));
        }
        else
        {
            _simulation.Start(Impatient(pool, 10));
            _simulation.Start(Releaser());
        }

        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { expected }));
        Assert.That((pool.Busy, pool.QueueLength), Is.EqualTo((0L, 0)));

        async Process Releaser()
        {
            await _simulation.Delay(Ns(10));
            pool.Release();
        }
    }

    [Test]
    public void A_limit_of_nothing_takes_what_is_free()
    {
        ServerPool pool = new(_simulation, "teller", 1);
        _simulation.Start(Impatient(pool, 0));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 in" }));
    }

    [Test]
    public void Only_the_first_of_several_completes()
    {
        ServerPool a = new(_simulation, "a", 1);
        ServerPool b = new(_simulation, "b", 1);
        Gate gate = new(_simulation, "gate");
        _simulation.Start(Holder(a, 20));
        _simulation.Start(Holder(b, 10));
        _simulation.Start(Chooser());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "10 chose 1", "20 a 0 0, b 1 0", "20 chose 0 at once", "27 chose 2" }));

        async Process Chooser()
        {
            _seen.Add($"chose {(int)await _simulation.FirstOf(a.Acquire(), b.Acquire(), gate.Opened)}");
            await _simulation.Delay(Ns(10));
            _seen.Add($"a {a.Busy} {a.QueueLength}, b {b.Busy} {b.QueueLength}");
            _seen.Add($"chose {(await _simulation.FirstOf(a.Acquire(), gate.Opened)).Index} at once");
            Selection last = await _simulation.FirstOf(gate.Opened, b.Acquire(), _simulation.Delay(Ns(7)), _simulation.Delay(Ns(7)));
            _seen.Add($"chose {last.ToInt32()}");
        }
    }

    [Test]
    public void A_choice_brings_the_item_it_took()
    {
        Store<string> inbox = new(_simulation, "inbox");
        Store<int> other = new(_simulation, "other");
        _simulation.Start(Reader());
        _simulation.Start(Writer());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 a letter", "5 at once a parcel", "8 in time a card", "9 late False", "9 3" }));
        Assert.That((inbox.Count, inbox.QueueLength, other.Count, other.QueueLength), Is.EqualTo((0, 0, 0, 0)));

        async Process Reader()
        {
            Selection choice = await _simulation.FirstOf(other.Take(), inbox.Take(), _simulation.Delay(Ns(100)));
            _seen.Add(choice.Index == 1 ? choice.Item<string>() : "?");
            choice = await _simulation.FirstOf(inbox.Take(), other.Take());
            _seen.Add($"at once {choice.Item<string>()}");
            _seen.Add($"in time {(await inbox.Take().Within(Ns(3))).Item}");
            _seen.Add($"late {(await inbox.Take().Within(Ns(1))).InTime}");
            other.TryPut(3);
            choice = await _simulation.FirstOf(inbox.Take(), other.Take());
            _seen.Add($"{choice.Item<int>()}");
            Assert.That(() => choice.Item<string>(), Throws.TypeOf<InvariantException>());
        }

        async Process Writer()
        {
            await _simulation.Delay(Ns(5));
            await inbox.Put("a letter");
            await inbox.Put("a parcel");
            await _simulation.Delay(Ns(3));
            await inbox.Put("a card");
        }
    }

    [Test]
    public void All_of_several_must_complete()
    {
        ServerPool pool = new(_simulation, "teller", 1);
        Gate open = new(_simulation, "gate", isOpen: true);
        Process helper = _simulation.Start(Holder(pool, 10));
        _simulation.Start(Joiner());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "10 both", "14 three", "14 at once" }));
        Assert.That(pool.Busy, Is.EqualTo(1));

        async Process Joiner()
        {
            await _simulation.AllOf(_simulation.Delay(Ns(3)), pool.Acquire());
            _seen.Add("both");
            await _simulation.AllOf(helper.Ended, _simulation.Delay(Ns(4)), open.Opened);
            _seen.Add("three");
            await _simulation.AllOf(open.Opened, helper.Ended);
            _seen.Add((await _simulation.FirstOf(helper.Ended, _simulation.Delay(Ns(1)))).Index == 0 && await helper.Ended.Within(Ns(1)) ? "at once" : "?");
            await helper.Ended;
            await helper;
        }
    }

    [Test]
    public void A_join_that_is_interrupted_gives_back_what_it_acquired()
    {
        ServerPool free = new(_simulation, "free", 1);
        ServerPool later = new(_simulation, "later", 0);
        Container tank = new(_simulation, "tank", level: 5);
        ServerPool never = new(_simulation, "never", 0);
        Process joiner = _simulation.Start(Joiner());
        _simulation.Start(Interrupter());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "7 interrupted" }));
        Assert.That((free.Busy, later.Busy, never.QueueLength, tank.Level), Is.EqualTo((0L, 0L, 0, 5L)));

        async Process Joiner()
        {
            try
            {
                await _simulation.AllOf(free.Acquire(), later.Acquire(), never.Acquire());
            }
            catch (ProcessInterruptedException)
            {
                _seen.Add("interrupted");
            }

            await _simulation.AllOf(tank.Get(5), never.Acquire());
        }

        async Process Interrupter()
        {
            await _simulation.Delay(Ns(5));
            later.SetCapacity(1);
            await _simulation.Delay(Ns(2));
            Assert.That(later.Busy, Is.EqualTo(1));
            joiner.Interrupt();
            await _simulation.Delay(Ns(2));
            Assert.That(tank.Level, Is.Zero);
            joiner.Interrupt();
            try
            {
                await joiner;
            }
            catch (ProcessInterruptedException)
            {
                Assert.That(tank.Level, Is.EqualTo(5));
            }
        }
    }

    [Test]
    public void Choices_that_make_way_for_each_other_go_on_in_order()
    {
        // Everyone wants two of a or two of b. When one gets a, it leaves b's queue, and so on down the chain.
        ServerPool a = new(_simulation, "a", 0);
        ServerPool b = new(_simulation, "b", 0);
        for (int i = 0; i < 5; i++)
        {
            _simulation.Start(Chooser(i));
        }

        _simulation.Start(Operator());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "1 0 got 0", "1 1 got 0", "2 2 got 1", "2 3 got 1", "2 4 got 1" }));
        Assert.That((a.QueueLength, b.QueueLength), Is.EqualTo((0, 0)));

        async Process Chooser(int number)
        {
            int got = await _simulation.FirstOf(a.Acquire(2), b.Acquire(2));
            _seen.Add($"{number} got {got}");
        }

        async Process Operator()
        {
            await _simulation.Delay(Ns(1));
            a.SetCapacity(5);
            await _simulation.Delay(Ns(1));
            b.SetCapacity(6);
        }
    }

    private async Process Holder(ServerPool pool, long time)
    {
        using Lease lease = await pool.Acquire();
        await _simulation.Delay(Ns(time));
    }

    private async Process Impatient(ServerPool pool, long limit)
    {
        using Lease lease = await pool.Acquire().Within(Ns(limit));
        _seen.Add(lease.IsHeld ? "in" : "gave up");
    }
}
