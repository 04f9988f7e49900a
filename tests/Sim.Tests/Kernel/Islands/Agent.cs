using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Events;
using Sim.Kernel.Islands;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Kernel.Islands;

/// <summary>An island's model for tests: what it does next depends on all that it saw, so that any other order shows in its log.</summary>
internal sealed class Agent(Simulation simulation, ulong seed, int budget) : IEventHandler, IMessageReceiver
{
    private static readonly long[] Delays = [0, 0, 1, 1, 2, 5, 13, 40];
    private static readonly short[] Priorities = [0, 0, -1, 1];

    private ulong _state = seed;
    private EventHandle _last;

    /// <summary>The ways out: the smallest delay, and what sends.</summary>
    public List<(long Minimum, Action<Duration, int, long> Send)> Ways { get; } = [];

    public List<string> Log { get; } = [];

    public void Handle(Simulation simulation, int operation, long payload) => See("event", operation, payload);

    public void Receive(Island island, in Message message) => See("message", message.Operation, message.Payload);

    public void See(string what, int operation, long payload)
    {
        Mix((ulong)simulation.Now.Nanoseconds);
        Mix((ulong)payload);
        Mix((ulong)(operation + what.Length));
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"{simulation.Now.Nanoseconds} {what} {operation} {payload} {_state:x}"));
        if (Log.Count < budget)
        {
            Act();
        }
    }

    private void Act()
    {
        if (Pick(4) == 0)
        {
            simulation.Cancel(_last);
        }

        for (ulong i = Pick(3); i > 0; i--)
        {
            _last = simulation.ScheduleAfter(
                new Duration(Delays[Pick(8)]), this, (int)Pick(100), (long)Pick(1000), Priorities[Pick(4)]);
        }

        for (ulong i = Ways.Count == 0 ? 0 : Pick(3); i > 0; i--)
        {
            (long minimum, Action<Duration, int, long> send) = Ways[(int)Pick((ulong)Ways.Count)];
            send(new Duration(minimum + Delays[Pick(8)]), (int)Pick(100), (long)Pick(1000));
        }
    }

    private ulong Pick(ulong bound)
    {
        Mix(bound);
        return (_state >> 33) % bound;
    }

    // One step of a linear congruential generator (Knuth's MMIX) over what is mixed in.
    private void Mix(ulong value) => _state = unchecked(((_state ^ value) * 6364136223846793005) + 1442695040888963407);
}
