using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Processes;

/// <summary>One queue written in both styles, customer by customer.</summary>
public sealed class TwoStylesTests
{
    private const double MeanGap = 1000;
    private const double MeanService = 800;

    [TestCase(1)]
    [TestCase(2)]
    public void A_queue_with_one_server_is_the_same_in_processes_and_in_events(int seed)
    {
        const int Customers = 5000;
        long[] events = new EventQueue(seed, Customers).Run();
        long[] processes = Processes(seed, Customers);
        Assert.That(processes, Is.EqualTo(events));
        Assert.That(processes.Average(), Is.EqualTo(4000).Within(1500), "M/M/1 at 80 %: mean time in system 800 / 0.2");
    }

    private static long[] Processes(int seed, int customers)
    {
        Simulation simulation = new();
        RandomStreams streams = new(seed);
        RandomStream gaps = streams["gaps"];
        RandomStream services = streams["services"];
        ServerPool teller = new(simulation, "teller", 1);
        long[] stays = new long[customers];
        simulation.Start(Source());
        simulation.Run();
        return stays;

        async Process Source()
        {
            for (int i = 0; i < customers; i++)
            {
                await simulation.Delay(new Duration((long)gaps.NextExponential(MeanGap)));
                simulation.Start(Customer(i), "customer", i);
            }
        }

        async Process Customer(int number)
        {
            SimTime arrival = simulation.Now;
            using Lease lease = await teller.Acquire();
            await simulation.Delay(new Duration((long)services.NextExponential(MeanService)));
            stays[number] = (simulation.Now - arrival).Nanoseconds;
        }
    }

    private sealed class EventQueue(int seed, int customers) : IEventHandler
    {
        private const int Arrival = 0;
        private const int Departure = 1;

        private readonly RandomStream _gaps = new RandomStreams(seed)["gaps"];
        private readonly RandomStream _services = new RandomStreams(seed)["services"];
        private readonly Queue<int> _waiting = new();
        private readonly long[] _times = new long[customers];
        private int _arrived;
        private bool _busy;

        public long[] Run()
        {
            Simulation simulation = new();
            ScheduleArrival(simulation);
            simulation.Run();
            return _times;
        }

        public void Handle(Simulation simulation, int operation, long payload)
        {
            if (operation == Arrival)
            {
                _times[_arrived] = simulation.Now.Nanoseconds;
                _waiting.Enqueue(_arrived++);
                if (_arrived < _times.Length)
                {
                    ScheduleArrival(simulation);
                }
            }
            else
            {
                _times[payload] = simulation.Now.Nanoseconds - _times[payload];
                _busy = false;
            }

            if (!_busy && _waiting.TryDequeue(out int next))
            {
                _busy = true;
                simulation.ScheduleAfter(new Duration((long)_services.NextExponential(MeanService)), this, Departure, next);
            }
        }

        private void ScheduleArrival(Simulation simulation) =>
            simulation.ScheduleAfter(new Duration((long)_gaps.NextExponential(MeanGap)), this, Arrival);
    }
}
