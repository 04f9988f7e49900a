using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using static Sim.Tests.Kernel.Processes.Timeline;

using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Processes;

/// <summary>What holds for any crowd of processes.</summary>
public sealed class ProcessPropertyTests
{
    /// <summary>One process of a crowd: when it comes, how long it stays, what it wants, when it gives up, who interrupts it when.</summary>
    public sealed record Guest(byte Arrival, byte Stay, byte Amount, sbyte Priority, byte Limit, byte Interrupt);

    [Property(MaxTest = 100)]
    public bool What_is_acquired_is_released_and_never_more_than_there_is(Guest[] guests, byte servers)
    {
        ArgumentNullException.ThrowIfNull(guests);
        Simulation simulation = new();
        ServerPool pool = new(simulation, "pool", 1 + (servers % 5), measured: true);
        long held = 0;
        bool sound = true;
        foreach (Guest guest in guests)
        {
            Process process = Live(guest);
            simulation.Start(process);
            simulation.StartAt(new SimTime(guest.Interrupt), Interrupter(process));
        }

        simulation.Run();
        return sound && held == 0 && pool.Busy == 0 && pool.QueueLength == 0 && simulation.LiveProcessCount() == 0
            && (pool.Measures!.Busy.Elapsed == Duration.Zero || pool.Measures.Busy.Maximum <= pool.Capacity);

        async Process Live(Guest guest)
        {
            try
            {
                await simulation.Delay(Ns(guest.Arrival));
                using Lease lease = await pool.Acquire(1 + (guest.Amount % pool.Capacity), guest.Priority).Within(Ns(guest.Limit));
                held += lease.Amount;
                try
                {
                    sound &= pool.Busy >= held && pool.Busy <= pool.Capacity;
                    await simulation.Delay(Ns(lease.IsHeld ? guest.Stay : 0));
                }
                finally
                {
                    held -= lease.Amount;
                }
            }
            catch (ProcessInterruptedException)
            {
                sound &= pool.Busy >= held;
            }
        }
    }

    [Property(MaxTest = 100)]
    public bool Equals_are_served_in_the_order_in_which_they_came(byte[] arrivals, byte[] stays)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(stays);
        Simulation simulation = new();
        ServerPool pool = new(simulation, "pool", 1);
        List<int> came = [];
        List<int> served = [];
        for (int i = 0; i < Math.Min(arrivals.Length, stays.Length); i++)
        {
            simulation.Start(Live(i));
        }

        simulation.Run();
        return came.SequenceEqual(served);

        async Process Live(int number)
        {
            await simulation.Delay(Ns(arrivals[number]));
            came.Add(number);
            using Lease lease = await pool.Acquire();
            served.Add(number);
            await simulation.Delay(Ns(stays[number]));
        }
    }

    [Property(MaxTest = 100)]
    public bool A_store_gives_out_exactly_what_was_put_in(Guest[] guests, byte room)
    {
        ArgumentNullException.ThrowIfNull(guests);
        Simulation simulation = new();
        Store<int> store = new(simulation, "store", room % 4);
        List<int> put = [];
        List<int> taken = [];
        for (int i = 0; i < guests.Length; i++)
        {
            simulation.Start(guests[i].Stay % 2 == 0 ? Giver(guests[i], i) : Taker(guests[i]));
        }

        simulation.Run();
        while (store.TryTake(out int item))
        {
            taken.Add(item);
        }

        return store.QueueLength == 0 && put.Order().SequenceEqual(taken.Order());

        async Process Giver(Guest guest, int item)
        {
            await simulation.Delay(Ns(guest.Arrival));
            if (await store.Put(item, guest.Priority).Within(Ns(guest.Limit)))
            {
                put.Add(item);
            }
        }

        async Process Taker(Guest guest)
        {
            await simulation.Delay(Ns(guest.Arrival));
            Predicate<int>? filter = guest.Amount % 3 == 0 ? item => item % 2 == guest.Amount % 2 : null;
            (bool inTime, int item) = await store.Take(filter).Within(Ns(guest.Limit));
            if (inTime)
            {
                taken.Add(item);
            }
        }
    }

    [Property(MaxTest = 100)]
    public bool A_shared_server_that_is_busy_does_as_much_work_as_it_can(Guest[] guests)
    {
        ArgumentNullException.ThrowIfNull(guests);
        Simulation simulation = new();
        ProcessorSharing cpu = new(simulation, "cpu", measured: true);
        foreach (Guest guest in guests)
        {
            simulation.Start(Live(guest));
        }

        simulation.Run();
        cpu.Measures!.CloseAt(simulation.Now);
        double busy = cpu.Measures.Busy.Elapsed == Duration.Zero ? 0 : cpu.Measures.Busy.Mean * cpu.Measures.Busy.Elapsed.Nanoseconds;
        long work = guests.Sum(guest => (long)guest.Stay);
        return cpu.Jobs == 0 && busy >= work - 1e-6 && busy <= work + guests.Length + 1e-6;

        async Process Live(Guest guest)
        {
            await simulation.Delay(Ns(guest.Arrival));
            await cpu.Use(Ns(guest.Stay), 1 + (guest.Amount % 3));
        }
    }

    [Property(MaxTest = 100)]
    public bool A_preemptive_server_that_resumes_does_all_work_and_no_more(Guest[] guests)
    {
        ArgumentNullException.ThrowIfNull(guests);
        Simulation simulation = new();
        PreemptiveServers crew = new(simulation, "crew", 1, measured: true);
        foreach (Guest guest in guests)
        {
            simulation.Start(Live(guest));
        }

        simulation.Run();
        crew.Measures!.CloseAt(simulation.Now);
        double busy = crew.Measures.Busy.Elapsed == Duration.Zero ? 0 : crew.Measures.Busy.Mean * crew.Measures.Busy.Elapsed.Nanoseconds;
        return crew.Busy == 0 && crew.QueueLength == 0 && Math.Abs(busy - guests.Sum(guest => (long)guest.Stay)) < 1e-6;

        async Process Live(Guest guest)
        {
            await simulation.Delay(Ns(guest.Arrival));
            await crew.Use(Ns(guest.Stay), guest.Priority);
        }
    }

    [Property(MaxTest = 20)]
    public bool The_same_seed_gives_the_same_log(byte seed)
    {
        List<string> first = Log(seed);
        List<string> second = Log(seed);
        return first.Count > 100 && first.SequenceEqual(second, StringComparer.Ordinal);
    }

    private static List<string> Log(int seed)
    {
        Simulation simulation = new();
        Timeline seen = new(simulation);
        RandomStream random = new RandomStreams(seed)["crowd"];
        ServerPool pool = new(simulation, "pool", 2);
        Store<int> store = new(simulation, "store", 2);
        Gate gate = new(simulation, "gate");
        for (int i = 0; i < 20; i++)
        {
            simulation.StartAfter(Ns(random.NextInt(20)), Live(i));
        }

        simulation.RunUntil(new SimTime(300));
        seen.Lines.AddRange(simulation.LiveProcesses().Select(process => process.ToString()));
        return seen.Lines;

        async Process Live(int number)
        {
            for (int turn = 0; turn < 10; turn++)
            {
                int choice = await simulation.FirstOf(
                    pool.Acquire(1 + random.NextInt(2)), store.Take(), simulation.Delay(Ns(random.NextInt(10))), gate.Opened);
                seen.Add($"{number} chose {choice}");
                if (choice == 0)
                {
                    await simulation.Delay(Ns(random.NextInt(5)));
                    pool.Release(pool.Busy);
                }
                else if (choice == 2)
                {
                    gate.Open();
                    gate.Close();
                    await store.Put(number).Within(Ns(3));
                }
            }
        }
    }

    private static async Process Interrupter(Process process)
    {
        process.Interrupt();
        await process.Ended.Within(Ns(0));
    }
}
