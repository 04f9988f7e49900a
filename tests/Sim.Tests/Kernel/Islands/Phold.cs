using Sim.Kernel.Events;
using Sim.Kernel.Islands;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Islands;

/// <summary>Jobs that hop about for ever: R. M. Fujimoto, "Performance of Time Warp under synthetic workloads", 1990.</summary>
internal sealed class Phold : IEventHandler, IMessageReceiver
{
    private const double MeanHop = 1000;

    private readonly Island _island;
    private readonly RandomStream _random;
    private Channel[] _ways = [];

    private Phold(Island island, RandomStream random)
    {
        (_island, _random) = (island, random);
    }

    /// <summary>Islands joined each with each other, with a number of jobs each.</summary>
    public static Archipelago Build(int islands, int jobs, long minimumDelay)
    {
        Archipelago archipelago = new();
        RandomStreams streams = new(1);
        Phold[] models = new Phold[islands];
        for (int i = 0; i < islands; i++)
        {
            models[i] = new Phold(archipelago.AddIsland($"island-{i}"), streams[$"hop-{i}"]);
        }

        foreach (Phold from in models)
        {
            from._ways = new Channel[islands - 1];
            for (int i = 1; i < islands; i++)
            {
                Phold to = models[(from._island.Id + i) % islands];
                from._ways[i - 1] = archipelago.Connect(from._island, to._island, new Duration(minimumDelay), to);
            }

            for (int job = 0; job < jobs; job++)
            {
                from._island.Simulation.ScheduleAfter(new Duration(job), from, 0);
            }
        }

        return archipelago;
    }

    public void Handle(Simulation simulation, int operation, long payload) => Hop(payload + 1);

    public void Receive(Island island, in Message message) => Hop(message.Payload + 1);

    private void Hop(long hops)
    {
        Channel way = _ways[_random.NextInt(_ways.Length)];
        Duration delay = way.MinimumDelay + new Duration((long)_random.NextExponential(MeanHop));
        if (_random.NextBool(0.5))
        {
            way.Send(delay, 0, hops);
        }
        else
        {
            _island.Simulation.ScheduleAfter(delay, this, 0, hops);
        }
    }
}
