using System;
using System.Collections.Generic;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Events;

public sealed class SimulationTests
{
    private readonly Recorder _recorder = new();
    private readonly Simulation _simulation = new();

    [SetUp]
    public void Forget() => _recorder.Seen.Clear();

    [Test]
    public void Events_happen_by_time_then_priority_then_order_of_scheduling()
    {
        Simulation simulation = new();
        simulation.ScheduleAt(new SimTime(5), _recorder, 1);
        simulation.ScheduleAt(new SimTime(5), _recorder, 2, priority: -1);
        simulation.ScheduleAt(new SimTime(3), _recorder, 3);
        simulation.ScheduleAt(new SimTime(5), _recorder, 4);
        simulation.Run();
        Assert.That(_recorder.Seen, Is.EqualTo(new[] { (3L, 3, 0L), (5, 2, 0), (5, 1, 0), (5, 4, 0) }));
    }

    [Test]
    public void A_run_in_pieces_leaves_the_events_at_each_end_to_the_next_piece()
    {
        Simulation simulation = new();
        simulation.ScheduleAt(new SimTime(10), _recorder, 1);
        simulation.ScheduleAt(new SimTime(20), _recorder, 2);
        simulation.RunUntil(new SimTime(10));
        Assert.That((simulation.Now, simulation.Pending), Is.EqualTo((new SimTime(10), 2)));
        simulation.RunUntil(new SimTime(15));
        Assert.That((simulation.Now, simulation.Pending, simulation.Executed), Is.EqualTo((new SimTime(15), 1, 1L)));
        Assert.That(simulation.NextTime, Is.EqualTo(new SimTime(20)));
    }

    [Test]
    public void A_step_is_one_event_and_none_is_false()
    {
        Simulation simulation = new();
        simulation.ScheduleAfter(new Duration(4), _recorder, 1, payload: 99);
        Assert.That(simulation.Step(), Is.True);
        Assert.That(_recorder.Seen, Is.EqualTo(new[] { (4L, 1, 99L) }));
        Assert.That(simulation.Step(), Is.False);
        Assert.That(simulation.NextTime, Is.EqualTo(SimTime.Never));
    }

    [Test]
    public void A_cancelled_event_is_gone_and_its_handle_never_names_its_successor()
    {
        Simulation simulation = new();
        EventHandle first = simulation.ScheduleAt(new SimTime(1), _recorder, 1);
        Assert.That(simulation.Cancel(first), Is.True);
        EventHandle second = simulation.ScheduleAt(new SimTime(2), _recorder, 2);
        Assert.That(simulation.Cancel(first), Is.False, "its place is used again by the second event");
        Assert.That(simulation.IsPending(second), Is.True);
        simulation.Run();
        Assert.That(simulation.Cancel(second), Is.False, "it has happened");
        Assert.That(_recorder.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_default_handle_names_nothing()
    {
        _simulation.ScheduleAt(new SimTime(1), _recorder, 1);
        Assert.That(_simulation.Cancel(default), Is.False);
        Assert.That(_simulation.IsPending(default), Is.False);
    }

    [Test]
    public void A_moved_event_goes_after_its_equals()
    {
        Simulation simulation = new();
        EventHandle moved = simulation.ScheduleAt(new SimTime(1), _recorder, 1);
        simulation.ScheduleAt(new SimTime(8), _recorder, 2);
        Assert.That(simulation.RescheduleAt(moved, new SimTime(8)), Is.True);
        simulation.Run();
        Assert.That(_recorder.Seen, Is.EqualTo(new[] { (8L, 2, 0L), (8, 1, 0) }));
        Assert.That(simulation.RescheduleAt(moved, new SimTime(9)), Is.False);
    }

    [Test]
    public void Time_never_goes_backwards()
    {
        Simulation simulation = new();
        simulation.RunUntil(new SimTime(2_000_000_000));
        Assert.That(
            () => simulation.ScheduleAt(new SimTime(1_000_000_000), _recorder, 0),
            Throws.TypeOf<InvariantException>().With.Message.EqualTo("an event at 1 s would lie before now, which is 2 s"));
        Assert.That(() => simulation.RunUntil(SimTime.Zero), Throws.TypeOf<InvariantException>());
        Assert.That(() => simulation.ScheduleAfter(new Duration(-1), _recorder, 0), Throws.TypeOf<InvariantException>());
        Assert.That(simulation.Pending, Is.Zero);
    }

    [Test]
    public void A_handler_that_throws_is_named_with_the_time()
    {
        Simulation simulation = new();
        simulation.ScheduleAt(new SimTime(1_500_000_000), new Failing(new InvalidOperationException("no disk")), 7, 12);
        Assert.That(
            () => simulation.Run(),
            Throws.TypeOf<InvariantException>()
                .With.Message.EqualTo("at 1.5 s, disk-3, operation 7, payload 12: no disk")
                .And.InnerException.TypeOf<InvalidOperationException>());
    }

    [Test]
    public void Bad_input_and_interruption_pass_a_handler_unchanged()
    {
        foreach (Exception cause in new Exception[] { new InputException("bad row"), new OperationCanceledException() })
        {
            Simulation simulation = new();
            simulation.ScheduleAt(SimTime.Zero, new Failing(cause), 0);
            Assert.That(() => simulation.Step(), Throws.Exception.SameAs(cause));
        }
    }

    [Test]
    public void Events_allocate_nothing_once_the_queue_has_its_size()
    {
        Simulation simulation = new();
        Holder holder = new(new RandomStreams(1)["hold"]);
        for (int i = 0; i < 1000; i++)
        {
            simulation.ScheduleAfter(new Duration(i), holder, 0);
        }

        simulation.RunUntil(new SimTime(200_000));
        long before = GC.GetAllocatedBytesForCurrentThread();
        long executed = simulation.Executed;
        simulation.RunUntil(new SimTime(300_000));
        long perRun = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(simulation.Executed - executed, Is.GreaterThan(50_000));
        Assert.That(perRun, Is.Zero);
    }

    [Test]
    public void A_queue_in_use_is_refused()
    {
        QuaternaryHeap queue = new();
        queue.Add(default, 0);
        Assert.That(() => new Simulation(queue), Throws.ArgumentException);
    }

    [Test]
    public void A_handler_can_stop_the_run_which_then_goes_on_where_it_was()
    {
        Simulation simulation = new();
        simulation.ScheduleAt(new SimTime(1), new Stopper(), 0);
        simulation.ScheduleAt(new SimTime(1), _recorder, 1);
        simulation.RunUntil(new SimTime(9));
        Assert.That((simulation.Now, simulation.Executed, simulation.Pending), Is.EqualTo((new SimTime(1), 1L, 1)));
        simulation.Run();
        Assert.That(_recorder.Seen, Is.EqualTo(new[] { (1L, 1, 0L) }));
    }

    [Test]
    public void Cancelled_events_never_outnumber_the_pending_by_more_than_a_few()
    {
        RadixLadder queue = new();
        Simulation simulation = new(queue);
        EventHandle[] handles = new EventHandle[1000];
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < handles.Length; i++)
            {
                handles[i] = simulation.ScheduleAt(new SimTime(1_000_000 + ((long)i * i)), _recorder, i);
                simulation.RescheduleAt(handles[i], new SimTime(2_000_000 + i));
            }

            foreach (EventHandle handle in handles[(round % 10)..])
            {
                simulation.Cancel(handle);
            }

            Assert.That(queue.Count, Is.LessThanOrEqualTo((2 * simulation.Pending) + 65));
        }

        Assert.That(simulation.Pending, Is.EqualTo(900));
        simulation.Run();
        Assert.That(_recorder.Seen, Has.Count.EqualTo(900));
    }

    private sealed class Recorder : IEventHandler
    {
        public List<(long Time, int Operation, long Payload)> Seen { get; } = [];

        public void Handle(Simulation simulation, int operation, long payload) =>
            Seen.Add((simulation.Now.Nanoseconds, operation, payload));
    }

    private sealed class Stopper : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => simulation.Stop();
    }

    private sealed class Failing(Exception cause) : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => throw cause;

        public override string ToString() => "disk-3";
    }

    private sealed class Holder(RandomStream random) : IEventHandler
    {
        private EventHandle _other;

        public void Handle(Simulation simulation, int operation, long payload)
        {
            simulation.RescheduleAt(_other, simulation.Now + new Duration(500));
            _other = simulation.ScheduleAfter(new Duration((long)random.NextExponential(1000)), this, operation);
        }
    }
}
