using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Kernel.Events;

public sealed class EventLogHashTests
{
    /// <summary>Worked out by a separate program (Python, whole numbers modulo 2^64): a change means that logs of before and now cannot be compared.</summary>
    [Test]
    public void It_is_the_same_number_everywhere()
    {
        EventLogHash log = new();
        Simulation simulation = new() { Observer = log };
        Idle handler = new();
        simulation.ScheduleAt(new SimTime(8), handler, 4, 9);
        simulation.ScheduleAt(new SimTime(3), handler, 5, -7);
        simulation.ScheduleAt(new SimTime(8), handler, 6, priority: -1);
        simulation.Run();
        Assert.That((log.Count, log.Value), Is.EqualTo((3L, 789103156159771700UL)));
    }

    [Test]
    public void Anything_that_differs_makes_another_number()
    {
        Assert.That(Of(1, 2, 3, 0), Is.EqualTo(Of(1, 2, 3, 0)));
        Assert.That(
            new[] { Of(2, 2, 3, 0), Of(1, 3, 3, 0), Of(1, 2, 4, 0), Of(1, 2, 3, 1), Of(1, 2, 3, 0) },
            Is.Unique);
    }

    private static ulong Of(long time, int operation, long payload, short priority)
    {
        EventLogHash log = new();
        Simulation simulation = new() { Observer = log };
        simulation.ScheduleAt(new SimTime(time), new Idle(), operation, payload, priority);
        simulation.Run();
        return log.Value;
    }

    private sealed class Idle : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload)
        {
            // only to be seen
        }
    }
}
