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

public sealed class StoreTests
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
    public void Items_leave_in_the_order_in_which_they_came_and_puts_wait_for_room()
    {
        Store<int> store = new(_simulation, "belt", capacity: 2, measured: true);
        _simulation.Start(Producer());
        _simulation.Start(Consumer());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "0 put 0", "0 put 1", "10 took 0", "10 put 2", "20 took 1", "20 put 3", "30 took 2", "40 took 3" }));
        Assert.That((store.Count, store.QueueLength, store.Measures!.WaitingSeconds.Count), Is.EqualTo((0, 0, 6L)));

        async Process Producer()
        {
            for (int i = 0; i < 4; i++)
            {
                await store.Put(i);
                _seen.Add($"put {i}");
            }
        }

        async Process Consumer()
        {
            for (int i = 0; i < 4; i++)
            {
                await _simulation.Delay(Ns(10));
                _seen.Add($"took {await store.Take()}");
            }
        }
    }

    [Test]
    public void The_most_urgent_item_leaves_first_and_among_equals_the_first()
    {
        Store<string> store = new(_simulation, "jobs");
        int[] priorities = [3, 1, 2, 1, 3, 0];
        foreach (int priority in priorities)
        {
            store.TryPut($"{priority}", priority);
        }

        for (int i = 0; i < 40; i++)
        {
            store.TryPut($"late {i}", 9);
        }

        List<string> order = [];
        while (store.TryTake(out string item))
        {
            order.Add(item);
        }

        Assert.That(order.Take(6), Is.EqualTo(new[] { "0", "1", "1", "2", "3", "3" }));
        Assert.That(order.Skip(6), Is.EqualTo(Enumerable.Range(0, 40).Select(i => $"late {i}")));
    }

    [Test]
    public void A_filter_takes_from_the_middle_and_an_item_goes_to_the_first_who_wants_it()
    {
        Store<int> store = new(_simulation, "bin");
        _simulation.Start(Taker("even", item => item % 2 == 0));
        _simulation.Start(Taker("above 4", item => item > 4));
        _simulation.Start(Taker("any", null));
        _simulation.Start(Producer());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "1 any 1", "3 above 4 7", "4 even 8" }));
        Assert.That((store.Count, store.TryTake(out int three, item => item == 3), three), Is.EqualTo((1, true, 3)));

        async Process Taker(string name, Predicate<int>? filter) => _seen.Add($"{name} {await store.Take(filter)}");

        async Process Producer()
        {
            foreach (int item in new[] { 1, 3, 7, 8 })
            {
                await _simulation.Delay(Ns(1));
                await store.Put(item);
            }
        }
    }

    [Test]
    public void Without_room_items_go_from_hand_to_hand()
    {
        Store<int> store = new(_simulation, "hands", capacity: 0);
        _simulation.Start(Giver(1));
        _simulation.Start(Giver(2));
        _simulation.Start(Taker(5, item => item == 2));
        _simulation.Start(Taker(6, item => item == 3));
        _simulation.StartAt(new SimTime(8), Giver(3));
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 took 2", "5 gave 2", "8 gave 3", "8 took 3" }));
        Assert.That((store.QueueLength, store.TryTake(out int one), one), Is.EqualTo((1, true, 1)));

        async Process Giver(int item)
        {
            await store.Put(item);
            _seen.Add($"gave {item}");
        }

        async Process Taker(long time, Predicate<int> filter)
        {
            await _simulation.Delay(Ns(time));
            _seen.Add($"took {await store.Take(filter)}");
        }
    }

    [Test]
    public void Who_gives_up_leaves_no_trace()
    {
        Store<int> store = new(_simulation, "belt", capacity: 1);
        store.TryPut(1);
        _simulation.Start(Giver());
        _simulation.Run();
        Assert.That(_seen.Lines, Is.EqualTo(new[] { "5 False" }));
        store.SetCapacity(9);
        Assert.That((store.Count, store.QueueLength, store.TryTake(out int item), item, store.TryTake(out _)), Is.EqualTo((1, 0, true, 1, false)));

        async Process Giver() => _seen.Add($"{await store.Put(2).Within(Ns(5))}");
    }
}
