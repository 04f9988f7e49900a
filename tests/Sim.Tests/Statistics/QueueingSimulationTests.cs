using System;
using System.Globalization;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Measures;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

/// <summary>The kernel and the formulas against each other: each closed form inside the 99 % interval of 20 replications.</summary>
public sealed class QueueingSimulationTests
{
    private static readonly Duration Horizon = new(60_000_000);

    [TestCase(12, 4, 3_000)]
    [TestCase(6, 1, 8_000)]
    [TestCase(20, 8, 1_000)]
    public void The_machine_repairman_waits_as_the_formula_says(int customers, int servers, double meanThink)
    {
        double[] lengths = new double[20];
        for (int replication = 0; replication < lengths.Length; replication++)
        {
            lengths[replication] = Replicate(replication, customers, servers, meanThink);
        }

        FiniteSourceQueue theory = Queueing.MachineRepairman(customers, servers, meanThink, Repairmen.MeanService);
        Interval found = Interval.OfMean(lengths, 0.99);
        Assert.That(found.Contains(theory.MeanQueue), Is.True, () => string.Create(CultureInfo.InvariantCulture, $"{found} and {theory.MeanQueue}"));
        Assert.That(found.RelativeHalfWidth, Is.LessThan(0.05));
    }

    private static double Replicate(int seed, int customers, int servers, double meanThink)
    {
        Simulation simulation = new();
        Repairmen model = new(new RandomStreams(seed), servers, meanThink);
        model.Start(simulation, customers);
        simulation.RunUntil(SimTime.Zero + new Duration(Horizon.Nanoseconds / 20));
        model.Queue.Restart(simulation.Now);
        simulation.RunUntil(SimTime.Zero + Horizon);
        model.Queue.CloseAt(simulation.Now);
        return model.Queue.Mean;
    }

    private sealed class Repairmen(RandomStreams streams, int servers, double meanThink) : IEventHandler
    {
        public const double MeanService = 1_000;
        private const int Request = 0;
        private const int Served = 1;

        private readonly RandomStream _think = streams["think"];
        private readonly RandomStream _service = streams["service"];
        private int _busy;
        private int _waiting;

        public TimeWeighted Queue { get; } = new(SimTime.Zero, 0);

        public void Start(Simulation simulation, int customers)
        {
            for (int i = 0; i < customers; i++)
            {
                After(simulation, _think.NextExponential(meanThink), Request);
            }
        }

        public void Handle(Simulation simulation, int operation, long payload)
        {
            if (operation == Served)
            {
                _busy--;
                After(simulation, _think.NextExponential(meanThink), Request);
            }
            else
            {
                _waiting++;
            }

            for (; _busy < servers && _waiting > 0; _busy++, _waiting--)
            {
                After(simulation, _service.NextExponential(MeanService), Served);
            }

            Queue.Set(simulation.Now, _waiting);
        }

        private void After(Simulation simulation, double nanoseconds, int operation) =>
            simulation.ScheduleAfter(new Duration((long)Math.Round(nanoseconds)), this, operation);
    }
}
