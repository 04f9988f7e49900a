using System;
using System.Globalization;

namespace Sim.Benchmarks.Kernel;

/// <summary>SimPy 2.3, where Debian's package python3-simpy is installed: process style, measured by its own CPU time.</summary>
internal static class SimPy
{
    private const string Python = "/usr/bin/python3";

    private const string Hold = """
        import random, sys, time
        from SimPy.Simulation import Process, Resource, Simulation, hold, release, request
        pending, events = int(sys.argv[1]), int(sys.argv[2])
        random.seed(1)
        increments = [random.expovariate(1.0) for _ in range(8192)]
        state = [0, 0]
        class Waiter(Process):
            def run(self, first):
                yield hold, self, first
                while True:
                    state[0] += 1
                    if state[0] == 1:
                        state[1] = time.process_time()
                    if state[0] == events:
                        self.sim.stopSimulation()
                    yield hold, self, increments[state[0] & 8191]
        sim = Simulation()
        sim.initialize()
        for i in range(pending):
            w = Waiter(sim=sim)
            sim.activate(w, w.run(increments[i & 8191]))
        sim.simulate(until=1e9)
        print(events / (time.process_time() - state[1]))
        """;

    private const string Mm1 = """
        import random, sys, time
        from SimPy.Simulation import Process, Resource, Simulation, hold, release, request
        customers = int(sys.argv[1])
        random.seed(1)
        class Customer(Process):
            def run(self, server):
                yield request, self, server
                yield hold, self, random.expovariate(1.0)
                yield release, self, server
        class Source(Process):
            def run(self, server):
                for i in range(customers):
                    yield hold, self, random.expovariate(0.8)
                    customer = Customer(sim=self.sim)
                    self.sim.activate(customer, customer.run(server))
        sim = Simulation()
        sim.initialize()
        server = Resource(1, sim=sim)
        source = Source(sim=sim)
        sim.activate(source, source.run(server))
        start = time.process_time()
        sim.simulate(until=1e12)
        print(customers / (time.process_time() - start))
        """;

    /// <summary>Waits a second; NaN where SimPy is not installed.</summary>
    public static double HoldRate(int pending) => Rate(Hold, pending, 200_000);

    /// <summary>Customers a second; NaN where SimPy is not installed.</summary>
    public static double Mm1Rate() => Rate(Mm1, 50_000);

    private static double Rate(string program, params int[] arguments)
    {
        try
        {
            string output = SimProcess.Run(Python, ["-c", "try:\n import SimPy\nexcept ImportError:\n print('nan'); raise SystemExit(0)\n" + program,
                .. Array.ConvertAll(arguments, argument => argument.ToString(CultureInfo.InvariantCulture))]).Output;
            return double.Parse(output, CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return double.NaN; // no Python
        }
    }
}
