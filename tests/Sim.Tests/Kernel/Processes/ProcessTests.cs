using System;
using System.Threading.Tasks;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using static Sim.Tests.Kernel.Processes.Timeline;

namespace Sim.Tests.Kernel.Processes;

/// <summary>Starting, delays, parts, results and handles.</summary>
public sealed class ProcessTests
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
    public void Processes_take_turns_in_simulated_time()
    {
        _simulation.Start(Clock("a", 3, 10));
        _simulation.StartAfter(Ns(5), Clock("b", 2, 10));
        _simulation.StartAt(new SimTime(20), Clock("c", 1, 0));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[]
        {
            "0 a0", "5 b0", "10 a1", "15 b1", "20 c0", "20 a2", "20 c ends", "25 b ends", "30 a ends",
        }));
    }

    [Test]
    public void A_call_does_nothing_before_the_start_and_a_process_never_started_is_dropped()
    {
        Process process = Clock("a", 1, 1);
        _simulation.Run();
        Assert.That(_seen.Lines, Is.Empty);
        Assert.That((process.HasEnded, process.Interrupt(), _simulation.LiveProcesses().Count), Is.EqualTo((false, false, 0)));
    }

    [Test]
    public void A_start_in_an_event_happens_before_all_other_events_of_that_instant()
    {
        _simulation.ScheduleAt(new SimTime(5), new Starter(() => _simulation.Start(Clock("a", 1, 1))), 0);
        _simulation.ScheduleAt(new SimTime(5), new Starter(() => _seen.Add("event")), 0, priority: -3);
        _simulation.ScheduleAt(new SimTime(5), new Starter(() => _seen.Add("later event")), 0);
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 event", "5 a0", "5 later event", "6 a ends" }));
    }

    [Test]
    public void An_awaited_call_is_a_part_of_its_caller_and_returns_a_result()
    {
        _simulation.Start(Outer());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 outer", "7 3 + 4 = 7", "7 at once 5", "7 done" }));
        Assert.That(_simulation.Executed, Is.EqualTo(2), "the start and the delay");

        async Process Outer()
        {
            _seen.Add("outer");
            _seen.Add($"3 + 4 = {await Sum(3, 4)}");
            _seen.Add($"at once {await AtOnce(5)}");
            await Nothing();
            _seen.Add("done");
        }

        async Process<int> Sum(int a, int b)
        {
            await _simulation.Delay(Ns(a + b));
            return a + b;
        }
    }

    [Test]
    public void A_started_process_can_be_awaited_by_several_before_and_after_its_end()
    {
        Process<string> post = Post();
        _simulation.Start(post);
        for (int i = 0; i < 3; i++)
        {
            _simulation.Start(Reader(i, 6 * i));
        }

        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "10 0 got letter", "10 1 got letter", "12 2 got letter" }));
        Assert.That(post.HasEnded, Is.True);

        async Process<string> Post()
        {
            await _simulation.Delay(Ns(10));
            return "letter";
        }

        async Process Reader(int number, long wait)
        {
            await _simulation.Delay(Ns(wait));
            _seen.Add($"{number} got {await post}");
        }
    }

    [Test]
    public void A_process_that_was_joined_can_be_joined_again_after_its_end()
    {
        Process clock = Clock("a", 1, 10);
        _simulation.Start(clock);
        _simulation.Start(Joiner());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 a0", "10 a ends", "10 joined thrice" }));

        async Process Joiner()
        {
            await clock;
            await clock;
            await clock.Ended;
            _seen.Add("joined thrice");
        }
    }

    [Test]
    public void A_process_can_be_started_once_and_a_result_of_a_part_taken_once()
    {
        Process process = Clock("a", 1, 1);
        _simulation.Start(process);
        Assert.That(() => _simulation.Start(process), Throws.TypeOf<InvariantException>().With.Message.Contains("only once"));
        _simulation.Start(Twice());
        Assert.That(() => _simulation.Run(), Throws.TypeOf<InvariantException>().With.Message.Contains("only once"));

        static async Process Twice()
        {
            Process<int> once = AtOnce(1);
            await once;
            await once;
        }
    }

    [Test]
    public void A_stale_handle_never_names_the_successor_in_the_same_object()
    {
        Process first = Nothing();
        _simulation.Start(first, "first");
        Assert.That((first.Name, first.HasEnded), Is.EqualTo(("first", false)));
        _simulation.Run();
        Process second = Nothing();
        _simulation.Start(second, "second", 2);
        Assert.That((first.HasEnded, first.Name, first.Interrupt(), first == second), Is.EqualTo((true, "", false, false)));
        Assert.That((second.HasEnded, second.Name), Is.EqualTo((false, "second-2")));
        Assert.That(second.ToString(), Is.EqualTo("second-2"));
        _simulation.Run();
        Assert.That(() => _simulation.Start(first), Throws.TypeOf<InvariantException>().With.Message.Contains("has ended"));
    }

    [Test]
    public void A_million_turns_and_a_hundred_thousand_levels_leave_the_stack_flat()
    {
        long turns = 0;
        _simulation.Start(Loop());
        _simulation.Start(Nest(100_000));
        _simulation.Run();
        Assert.That(turns, Is.EqualTo(1_000_000));

        async Process Loop()
        {
            for (int i = 0; i < 1_000_000; i++)
            {
                turns += await AtOnce(1);
            }
        }

        async Process Nest(int depth)
        {
            if (depth > 0)
            {
                await Nest(depth - 1);
            }
            else
            {
                await _simulation.Delay(Ns(1));
            }
        }
    }

    [Test]
    public void Real_time_is_refused()
    {
        _simulation.Start(Sleeper(), "sleeper");
        Assert.That(
            () => _simulation.Run(),
            Throws.TypeOf<InvariantException>().With.Message.Contains("process sleeper").And.Message.Contains("only await simulated time"));

        static async Process Sleeper() => await Task.Delay(1);
    }

    [Test]
    public void Simulated_time_is_refused_outside_of_a_process()
    {
        async Task Stranger() => await _simulation.Delay(Ns(1));
        Assert.That(Stranger, Throws.InvalidOperationException.With.Message.Contains("returns Process"));
    }

    [Test]
    public void The_living_are_listed_with_what_they_wait_for()
    {
        ServerPool pool = new(_simulation, "teller", 0);
        _simulation.Start(Clock("a", 9, 100), "clock", 1);
        _simulation.Start(Waiter(), "customer", 17);
        _simulation.Start(Joiner(), "boss");
        _simulation.RunUntil(new SimTime(50));
        Assert.That(string.Join('\n', _simulation.LiveProcesses()), Is.EqualTo(
            "clock-1: a delay until 1E-07 s\n" +
            "customer-17: 2 of teller, 0 of 0 busy, 2 waiting, since 0 s\n" +
            "boss: in Waiter: 2 of teller, 0 of 0 busy, 2 waiting, since 0 s"));

        async Process Waiter() => await pool.Acquire(2);

        async Process Joiner() => await Waiter();
    }

    private async Process Clock(string name, int ticks, long gap)
    {
        for (int i = 0; i < ticks; i++)
        {
            _seen.Add($"{name}{i}");
            await _simulation.Delay(Ns(gap));
        }

        _seen.Add($"{name} ends");
    }

#pragma warning disable CS1998 // without an await on purpose
    private static async Process<int> AtOnce(int value) => value;

    private static async Process Nothing()
    {
        // ends at once
    }
#pragma warning restore CS1998

    private sealed class Starter(Action act) : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => act();
    }
}
