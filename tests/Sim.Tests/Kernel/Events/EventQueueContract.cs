using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Events;

/// <summary>What every event queue must do: behave as a sorted list.</summary>
public abstract class EventQueueContract
{
    /// <summary>Increments that priority queues are known to suffer from, each a span to add to the current time.</summary>
    public enum Increments
    {
        Equal,
        Bimodal,
        Exponential,
        Pareto,
        Decreasing,
    }

    [Test]
    public void Every_operation_agrees_with_a_sorted_list([Values] Increments increments, [Range(1, 6)] int seed)
    {
        RandomStream random = new RandomStreams(seed)[increments.ToString()];
        Model model = new(Create());
        for (int step = 0; step < 4000; step++)
        {
            SimTime time = model.Now + Next(increments, random, step);
            long choice = random.NextInt(10);
            model.Apply(choice, time, (short)random.NextInt(3), (int)random.NextInt(1000));
        }

        model.Drain();
    }

    [Property(MaxTest = 300)]
    public bool Any_sequence_of_operations_agrees_with_a_sorted_list((byte Choice, byte Time, sbyte Priority, ushort Pick)[] operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Model model = new(Create());
        foreach ((byte choice, byte time, sbyte priority, ushort pick) in operations)
        {
            model.Apply(choice % 10, new SimTime(time), priority, pick);
        }

        return model.Drain() == model.Added;
    }

    [Test]
    public void Equal_times_and_priorities_come_out_in_the_order_of_their_sequence()
    {
        IEventQueue queue = Create();
        for (int slot = 0; slot < 100; slot++)
        {
            queue.Add(slot, new EventKey(new SimTime(7), 0, slot));
        }

        Assert.That(Enumerable.Range(0, 100).Select(_ => queue.RemoveFirst()), Is.EqualTo(Enumerable.Range(0, 100)));
    }

    protected abstract IEventQueue Create();

    private static Duration Next(Increments increments, RandomStream random, int step) => increments switch
    {
        Increments.Equal => new Duration(1000),
        Increments.Bimodal => new Duration(random.NextBool(0.1) ? 1_000_000 : 10),
        Increments.Exponential => new Duration((long)random.NextExponential(1000)),
        Increments.Pareto => new Duration((long)Math.Min(random.NextPareto(10, 0.7), 1e12)),
        _ => new Duration(1_000_000 - (step * 250)),
    };

    /// <summary>Drives a queue and a sorted list side by side and compares them after every operation.</summary>
    private sealed class Model(IEventQueue queue)
    {
        private readonly SortedList<EventKey, int> _expected = [];
        private int _slot;
        private long _sequence;

        public SimTime Now { get; private set; }

        public int Added { get; private set; }

        private int Removed { get; set; }

        /// <summary>Choices 0 to 4 add, 5 and 6 remove the first, 7 and 8 remove any, 9 moves any.</summary>
        public void Apply(long choice, SimTime time, short priority, int pick)
        {
            EventKey key = new(time, priority, _sequence++);
            if (choice < 5 || _expected.Count == 0)
            {
                queue.Add(_slot, key);
                _expected.Add(key, _slot++);
                Added++;
            }
            else if (choice < 7)
            {
                RemoveFirst();
            }
            else
            {
                RemoveOrMove(move: choice == 9, key, _expected.GetKeyAtIndex(pick % _expected.Count));
            }

            Assert.That(queue.Count, Is.EqualTo(_expected.Count));
        }

        public int Drain()
        {
            while (_expected.Count > 0)
            {
                RemoveFirst();
            }

            Assert.That(queue.Count, Is.Zero);
            return Removed;
        }

        private void RemoveFirst()
        {
            (EventKey key, int slot) = _expected.First();
            Assert.That(queue.FirstKey, Is.EqualTo(key));
            Assert.That(queue.RemoveFirst(), Is.EqualTo(slot));
            _expected.RemoveAt(0);
            Now = key.Time;
            Removed++;
        }

        private void RemoveOrMove(bool move, EventKey to, EventKey from)
        {
            int slot = _expected[from];
            Assert.That(queue.KeyOf(slot), Is.EqualTo(from));
            _expected.Remove(from);
            if (move)
            {
                queue.Move(slot, to);
                _expected.Add(to, slot);
            }
            else
            {
                queue.Remove(slot);
                Removed++;
            }
        }
    }
}
