using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Events;

/// <summary>Scheduling, cancelling and moving against a sorted list, on each queue.</summary>
[TestFixture(typeof(QuaternaryHeap))]
[TestFixture(typeof(RadixLadder))]
internal sealed class SimulationContract<TQueue>
    where TQueue : IEventQueue, new()
{
    [Property(MaxTest = 500)]
    public bool Any_sequence_of_operations_agrees_with_a_sorted_list((byte Choice, ushort Time, sbyte Priority, ushort Pick)[] operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Model model = new();
        foreach ((byte choice, ushort time, sbyte priority, ushort pick) in operations)
        {
            model.Apply(choice % 8, new Duration(time), priority, pick);
        }

        return model.Finish();
    }

    [Test]
    public void Long_mixtures_agree_with_a_sorted_list([Range(1, 8)] int seed)
    {
        Sim.Kernel.Random.RandomStream random = new Sim.Kernel.Random.RandomStreams(seed)["mixture"];
        Model model = new();
        for (int step = 0; step < 6000; step++)
        {
            long span = 1L << (int)random.NextInt(36);
            model.Apply(random.NextInt(8), new Duration(random.NextInt(span)), (short)random.NextInt(3), (ushort)random.NextInt(65536));
        }

        Assert.That(model.Finish(), Is.True);
    }

    private sealed class Model : IEventHandler
    {
        private readonly Simulation _simulation = new(new TQueue());
        private readonly SortedList<(long Time, short Priority, long Sequence), long> _expected = [];
        private readonly OrderedDictionary<long, EventHandle> _handles = [];
        private readonly List<long> _past = [];
        private long _sequence;
        private bool _agrees = true;

        /// <summary>Choices 0 to 3 schedule, 4 cancels, 5 moves, 6 takes a step, 7 runs on for a while.</summary>
        public void Apply(long choice, Duration span, short priority, int pick)
        {
            SimTime time = _simulation.Now + span;
            switch (choice)
            {
                case < 4:
                    Schedule(time, priority);
                    break;
                case 4:
                    Cancel(pick);
                    break;
                case 5:
                    Move(pick, time);
                    break;
                case 6:
                    bool any = _expected.Count > 0;
                    _agrees &= _simulation.Step() == any;
                    break;
                default:
                    _simulation.RunUntil(_simulation.Now + new Duration(span.Nanoseconds / 8));
                    break;
            }

            _agrees &= _simulation.Pending == _expected.Count
                && _simulation.NextTime == (_expected.Count == 0 ? SimTime.Never : new SimTime(_expected.GetKeyAtIndex(0).Time));
        }

        public bool Finish()
        {
            _simulation.Run();
            return _agrees && _expected.Count == 0 && _past.TrueForAll(id => !_simulation.IsPending(_handles[id]));
        }

        public void Handle(Simulation simulation, int operation, long payload)
        {
            ((long time, short _, long _), long id) = _expected.First();
            _agrees &= id == payload && time == simulation.Now.Nanoseconds;
            _expected.RemoveAt(0);
            _past.Add(payload);
        }

        private void Schedule(SimTime time, short priority)
        {
            long id = _sequence++;
            _handles.Add(id, _simulation.ScheduleAt(time, this, 0, id, priority));
            _expected.Add((time.Nanoseconds, priority, id), id);
        }

        private void Cancel(int pick)
        {
            if (_past.Count > 0)
            {
                _agrees &= !_simulation.Cancel(_handles[_past[pick % _past.Count]]);
            }

            if (_expected.Count > 0)
            {
                int index = pick % _expected.Count;
                long id = _expected.GetValueAtIndex(index);
                _expected.RemoveAt(index);
                _past.Add(id);
                _agrees &= _simulation.IsPending(_handles[id]) && _simulation.Cancel(_handles[id]) && !_simulation.IsPending(_handles[id]);
            }
        }

        private void Move(int pick, SimTime time)
        {
            if (_expected.Count > 0)
            {
                int index = pick % _expected.Count;
                long id = _expected.GetValueAtIndex(index);
                short priority = _expected.GetKeyAtIndex(index).Priority;
                _expected.RemoveAt(index);
                _expected.Add((time.Nanoseconds, priority, _sequence++), id);
                _agrees &= _simulation.RescheduleAt(_handles[id], time);
            }
        }
    }
}
