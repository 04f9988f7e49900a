using System;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using static Sim.Tests.Kernel.Processes.Timeline;

namespace Sim.Tests.Kernel.Processes;

/// <summary>A wait allocates nothing, nor does a process whose method has run before.</summary>
public sealed class ProcessAllocationTests
{
    private readonly Simulation _simulation = new();
    private long _turns;

    [TestCase("delay")]
    [TestCase("interruptible")]
    [TestCase("acquire")]
    [TestCase("priority")]
    [TestCase("take")]
    [TestCase("within")]
    [TestCase("first of")]
    [TestCase("all of")]
    [TestCase("sharing")]
    [TestCase("preemptive")]
    [TestCase("hold")]
    [TestCase("container")]
    [TestCase("gate")]
    [TestCase("part")]
    [TestCase("result")]
    [TestCase("start")]
    public void Nothing_is_allocated_in_steady_state(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        World world = new(_simulation);
        for (int i = 0; i < 4; i++)
        {
            _simulation.Start(Live(world, kind, i));
        }

        _simulation.RunUntil(_simulation.Now + Ns(5_000));
        long turns = _turns;
        long before = GC.GetAllocatedBytesForCurrentThread();
        _simulation.RunUntil(_simulation.Now + Ns(5_000));
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(_turns - turns, Is.GreaterThan(1_000));
        Assert.That(bytes, Is.LessThan(1024), "the run's own delegate and nothing for each wait");
    }

    private async Process Live(World world, string kind, int number)
    {
        while (_turns < long.MaxValue)
        {
            _turns++;
            switch (kind)
            {
                case "delay":
                    break;
                case "interruptible":
                    await _simulation.Delay(Ns(1)).Interruptible();
                    break;
                case "acquire":
                    using (await world.Pool.Acquire())
                    {
                        await _simulation.Delay(Ns(1));
                    }

                    break;
                case "priority":
                    using (await world.Pool.Acquire(1, (int)(_turns % 3)))
                    {
                        await _simulation.Delay(Ns(1));
                    }

                    break;
                case "take":
                    await (number % 2 == 0 ? Put(world) : Take(world));
                    break;
                case "within":
                    using (await world.Pool.Acquire().Within(Ns(2)))
                    {
                        await _simulation.Delay(Ns(1));
                    }

                    break;
                case "first of":
                    world.Store.TryPut(1);
                    if (await _simulation.FirstOf(world.Pool.Acquire(), world.Store.Take(), _simulation.Delay(Ns(2))) == 0)
                    {
                        await _simulation.Delay(Ns(1));
                        world.Pool.Release();
                    }

                    break;
                case "all of":
                    await _simulation.AllOf(world.Pool.Acquire(), _simulation.Delay(Ns(1)));
                    world.Pool.Release();
                    break;
                case "sharing":
                    await world.Shared.Use(Ns(3));
                    break;
                case "preemptive":
                    await world.Crew.Use(Ns(2), number);
                    break;
                case "hold":
                    using (await world.Crew.Acquire())
                    {
                        await _simulation.Delay(Ns(1));
                    }

                    break;
                case "container":
                    await (number % 2 == 0 ? world.Tank.Get(1) : world.Tank.Put(1));
                    break;
                case "gate":
                    await (number == 0 ? Open(world) : Pass(world));
                    break;
                case "part":
                    await Part();
                    break;
                case "result":
                    _turns += await One();
                    break;
                default:
                    _simulation.Start(Part(), "part", _turns);
                    break;
            }

            await _simulation.Delay(Ns(1));
        }
    }

    private async Process Part() => await _simulation.Delay(Ns(1));

    private async Process<int> One()
    {
        await _simulation.Delay(Ns(1));
        return 1;
    }

    private static async Process Put(World world) => await world.Store.Put(1);

    private static async Process Take(World world) => await world.Store.Take();

    private static async Process Pass(World world) => await world.Gate.Opened;

    private async Process Open(World world)
    {
        world.Gate.Open();
        world.Gate.Close();
        await _simulation.Delay(Ns(1));
    }

    private sealed class World(Simulation simulation)
    {
        public ServerPool Pool { get; } = new(simulation, "pool", 2);

        public Store<int> Store { get; } = new(simulation, "store", 1);

        public Container Tank { get; } = new(simulation, "tank", 2);

        public Gate Gate { get; } = new(simulation, "gate");

        public ProcessorSharing Shared { get; } = new(simulation, "cpu");

        public PreemptiveServers Crew { get; } = new(simulation, "crew", 1);
    }
}
