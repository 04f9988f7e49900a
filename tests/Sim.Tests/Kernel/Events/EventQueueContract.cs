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
        Zero,
        Bimodal,
        Exponential,
        Pareto,
        Decreasing,
        PowersOfTwo,
    }

    [Test]
    public void Every_operation_agrees_with_a_sorted_list([Values] Increments increments, [Range(1, 6)] int seed)
    {
        RandomStream random = new RandomStreams(seed)[increments.ToString()];
        Model model = new(Create());
        for (int step = 0; step < 4000; step++)
        {
            SimTime time = model.Now + Next(increments, random, step);
            model.Apply(random.NextInt(10), time, (short)random.NextInt(3), (ulong)random.NextInt(1 << 20));
        }

        model.Drain();
    }

    /// <summary>The hold model at a size that a queue for many events takes seriously, growing and shrinking in between.</summary>
    [Test]
    public void Many_events_come_out_in_order([Values] Increments increments, [Values(40, 700, 4000)] int size)
    {
        RandomStream random = new RandomStreams(size)[increments.ToString()];
        Model model = new(Create());
        for (int phase = 0; phase < 3; phase++)
        {
            for (int i = 0; i < size; i++)
            {
                model.Add(model.Now + Next(increments, random, i), (short)random.NextInt(2));
            }

            for (int i = 0; i < size; i++)
            {
                model.TakeFirst();
                model.Add(model.Now + Next(increments, random, i), 0);
            }

            model.Retain((ulong)random.NextInt(1 << 20));
            for (int i = 0; i < size / 4; i++)
            {
                model.TakeFirst();
            }
        }

        model.Drain();
    }

    /// <summary>Bursts between now and events far ahead: what a front that reaches far has to cope with.</summary>
    [Test]
    public void Bursts_before_events_far_ahead_come_out_in_order([Range(1, 8)] int seed)
    {
        RandomStream random = new RandomStreams(seed)["bursts"];
        Model model = new(Create());
        for (int burst = 0; burst < 12; burst++)
        {
            SimTime ahead = model.Now + new Duration(1L << (int)random.NextInt(50));
            model.Add(ahead, 0);
            long span = Math.Max(1, (ahead - model.Now).Nanoseconds >> (int)random.NextInt(20));
            for (int i = 0; i < 600; i++)
            {
                model.Add(model.Now + new Duration(random.NextInt(span)), 0);
                if (random.NextBool(0.3))
                {
                    model.TakeFirst();
                }
            }
        }

        model.Drain();
    }

    [Property(MaxTest = 300)]
    public bool Any_sequence_of_operations_agrees_with_a_sorted_list((byte Choice, byte Time, sbyte Priority, ulong Pick)[] operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Model model = new(Create());
        foreach ((byte choice, byte time, sbyte priority, ulong pick) in operations)
        {
            model.Apply(choice % 10, model.Now + new Duration(time), priority, pick);
        }

        return model.Drain() == model.Added;
    }

    [Test]
    public void Equal_times_and_priorities_come_out_in_the_order_of_their_sequence()
    {
        IEventQueue queue = Create();
        for (int slot = 0; slot < 100; slot++)
        {
            queue.Add(new EventKey(new SimTime(7), 0, slot), slot);
        }

        Assert.That(Enumerable.Range(0, 100).Select(_ => queue.TryTake(SimTime.Never, out QueuedEvent first) ? first.Slot : -1), Is.EqualTo(Enumerable.Range(0, 100)));
    }

    [Test]
    public void Nothing_comes_out_of_an_empty_queue()
    {
        IEventQueue queue = Create();
        Assert.That(queue.TryPeek(out _), Is.False);
        Assert.That(queue.TryTake(SimTime.Never, out _), Is.False);
        queue.Retain(_ => throw new InvalidOperationException("there is nothing to ask about"));
        Assert.That(queue.Count, Is.Zero);
    }

    [Test]
    public void The_first_is_taken_only_before_the_end()
    {
        IEventQueue queue = Create();
        queue.Add(new EventKey(new SimTime(5), 0, 1), 3);
        Assert.That(queue.TryTake(new SimTime(5), out _), Is.False);
        Assert.That(queue.Count, Is.EqualTo(1));
        Assert.That(queue.TryTake(new SimTime(6), out QueuedEvent first), Is.True);
        Assert.That((first.Slot, first.Key.Time, queue.Count), Is.EqualTo((3, new SimTime(5), 0)));
    }

    [Test]
    public void The_latest_time_of_all_has_its_place()
    {
        IEventQueue queue = Create();
        long[] times = [.. Enumerable.Range(0, 63).Select(bit => (1L << bit) - 1), .. Enumerable.Range(0, 62).Select(bit => 1L << bit), long.MaxValue - 1];
        for (int i = 0; i < times.Length; i++)
        {
            queue.Add(new EventKey(new SimTime(times[i]), 0, i), i);
        }

        List<long> taken = [];
        while (queue.TryTake(SimTime.Never, out QueuedEvent first))
        {
            taken.Add(first.Key.Time.Nanoseconds);
        }

        Assert.That(taken, Is.EqualTo(times.Order()));
    }

    protected abstract IEventQueue Create();

    private static Duration Next(Increments increments, RandomStream random, int step) => increments switch
    {
        Increments.Equal => new Duration(1000),
        Increments.Zero => Duration.Zero,
        Increments.Bimodal => new Duration(random.NextBool(0.1) ? 1_000_000 : 10),
        Increments.Exponential => new Duration((long)random.NextExponential(1000)),
        Increments.Pareto => new Duration((long)Math.Min(random.NextPareto(10, 0.7), 1e12)),
        Increments.PowersOfTwo => new Duration(1L << (int)random.NextInt(40)),
        _ => new Duration(Math.Max(0, 1_000_000 - (step * 250))),
    };

    /// <summary>Drives a queue and a sorted list side by side and compares them after every operation.</summary>
    private sealed class Model(IEventQueue queue)
    {
        private readonly SortedDictionary<EventKey, int> _expected = [];
        private int _slot;
        private long _sequence;

        public SimTime Now { get; private set; }

        public int Added { get; private set; }

        private int Removed { get; set; }

        /// <summary>Choices 0 to 4 add, 5 and 6 take the first, 7 takes it if it is early, 8 looks, 9 sweeps now and then.</summary>
        public void Apply(long choice, SimTime time, short priority, ulong pick)
        {
            switch (choice)
            {
                case < 5:
                    Add(time, priority);
                    break;
                case < 7:
                    TakeFirst();
                    break;
                case 7:
                    TakeBefore(time);
                    break;
                case 8:
                    Peek();
                    break;
                default:
                    Retain(pick);
                    break;
            }

            Assert.That(queue.Count, Is.EqualTo(_expected.Count));
        }

        public void Add(SimTime time, short priority)
        {
            // Nothing may be added before what was taken last: at its time, a lower priority would.
            EventKey key = new(time, time == Now ? (short)3 : priority, _sequence++);
            queue.Add(key, _slot);
            _expected.Add(key, _slot++);
            Added++;
        }

        public int Drain()
        {
            while (_expected.Count > 0)
            {
                TakeFirst();
            }

            Assert.That(queue.Count, Is.Zero);
            return Removed;
        }

        public void TakeFirst() => TakeBefore(SimTime.Never);

        public void Retain(ulong pick)
        {
            if (pick % 4 == 0)
            {
                SortedSet<EventKey> asked = [];
                queue.Retain(item => asked.Add(item.Key) && Stays(item.Slot, pick));
                Assert.That(asked, Is.EqualTo(_expected.Keys));
                foreach (EventKey key in asked.Where(key => !Stays(_expected[key], pick)))
                {
                    _expected.Remove(key);
                    Removed++;
                }
            }
        }

        private static bool Stays(int slot, ulong pick) => unchecked((uint)slot * 0x9E3779B9) >> 28 > pick % 16;

        private void TakeBefore(SimTime end)
        {
            bool any = _expected.Count > 0 && _expected.First().Key.Time < end;
            Assert.That(queue.TryTake(end, out QueuedEvent first), Is.EqualTo(any));
            if (any)
            {
                (EventKey key, int slot) = _expected.First();
                Assert.That((first.Key, first.Slot), Is.EqualTo((key, slot)));
                _expected.Remove(key);
                Now = key.Time;
                Removed++;
            }
        }

        private void Peek()
        {
            Assert.That(queue.TryPeek(out QueuedEvent first), Is.EqualTo(_expected.Count > 0));
            if (_expected.Count > 0)
            {
                Assert.That(first, Is.EqualTo(new QueuedEvent(_expected.First().Key, _expected.First().Value)));
            }
        }
    }
}
