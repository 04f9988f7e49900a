using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Events;
using Sim.Kernel.Islands;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Kernel.Islands;

/// <summary>A random model, to be run as islands or, to know what is right, in one simulation that knows no islands.</summary>
internal sealed record World(ulong Seed, int Islands, IReadOnlyList<(int From, int To, long Delay)> Channels)
{
    public static readonly SimTime End = new(300);

    private const int Budget = 150;
    private const int FirstEvents = 4;

    /// <summary>The logs of all agents in one simulation: messages before local events by their priority, then by source.</summary>
    public string[] Expected()
    {
        Simulation simulation = new();
        Agent[] agents = [.. Enumerable.Range(0, Islands).Select(i => new Agent(simulation, Seed + (ulong)i, Budget))];
        foreach ((int from, int to, long delay) in Channels)
        {
            Arrival arrival = new(agents[to]);
            agents[from].Ways.Add((delay, (after, operation, payload) =>
                simulation.ScheduleAfter(after, arrival, operation, payload, (short)(short.MinValue + from))));
        }

        foreach (Agent agent in agents)
        {
            Start(simulation, agent);
        }

        simulation.RunUntil(End);
        return Texts(agents);
    }

    /// <summary>The logs of the agents, each on its island.</summary>
    public string[] Found(IslandRunOptions options, params IReadOnlyList<long> stops)
    {
        (Archipelago archipelago, Agent[] agents) = Build();
        foreach (long stop in stops)
        {
            archipelago.RunUntil(new SimTime(stop), options);
        }

        archipelago.RunUntil(End, options);
        return Texts(agents);
    }

    public (Archipelago Archipelago, Agent[] Agents) Build()
    {
        Archipelago archipelago = new();
        Agent[] agents = new Agent[Islands];
        for (int i = 0; i < Islands; i++)
        {
            Simulation simulation = archipelago.AddIsland($"island-{i}").Simulation;
            agents[i] = new Agent(simulation, Seed + (ulong)i, Budget);
            Start(simulation, agents[i]);
        }

        foreach ((int from, int to, long delay) in Channels)
        {
            Channel channel = archipelago.Connect(
                archipelago.Islands[from], archipelago.Islands[to], new Duration(delay), agents[to]);
            agents[from].Ways.Add((delay, (after, operation, payload) => channel.Send(after, operation, payload)));
        }

        return (archipelago, agents);
    }

    public static string[] Texts(Agent[] agents) => [.. agents.Select(agent => string.Join('\n', agent.Log))];

    private static void Start(Simulation simulation, Agent agent)
    {
        for (int i = 0; i < FirstEvents; i++)
        {
            simulation.ScheduleAt(new SimTime(i / 2), agent, i); // two at a time, so that ties are there from the start
        }
    }

    private sealed class Arrival(Agent agent) : IEventHandler
    {
        public void Handle(Simulation simulation, int operation, long payload) => agent.See("message", operation, payload);
    }
}
