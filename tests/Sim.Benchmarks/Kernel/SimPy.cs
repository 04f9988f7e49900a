using System;
using System.Globalization;

namespace Sim.Benchmarks.Kernel;

/// <summary>SimPy, where Debian's package python3-simpy is installed: process style, measured by its own CPU time.</summary>
internal static class SimPy
{
    private const string Python = "/usr/bin/python3";

    private const string Hold = """
        import random, simpy, sys, time
        pending, events = int(sys.argv[1]), int(sys.argv[2])
        random.seed(1)
        increments = [random.expovariate(1.0) for _ in range(8192)]
        state = [0, 0]
        def process(env, first):
            yield env.timeout(first)
            while state[0] < events:
                state[0] += 1
                state[1] += 1
                yield env.timeout(increments[state[1] & 8191])
        env = simpy.Environment()
        for i in range(pending):
            env.process(process(env, increments[i & 8191]))
        env.run(until=1e-9)
        start = time.process_time()
        while state[0] < events:
            env.step()
        print(events / (time.process_time() - start))
        """;

    private const string Mm1 = """
        import random, simpy, sys, time
        customers = int(sys.argv[1])
        random.seed(1)
        def customer(env, server):
            with server.request() as request:
                yield request
                yield env.timeout(random.expovariate(1.0))
        def source(env, server):
            for i in range(customers):
                yield env.timeout(random.expovariate(0.8))
                env.process(customer(env, server))
        env = simpy.Environment()
        env.process(source(env, simpy.Resource(env)))
        start = time.process_time()
        env.run()
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
            string output = SimProcess.Run(Python, ["-c", "try:\n import simpy\nexcept ImportError:\n print('nan'); raise SystemExit(0)\n" + program,
                .. Array.ConvertAll(arguments, argument => argument.ToString(CultureInfo.InvariantCulture))]).Output;
            return double.Parse(output, CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return double.NaN; // no Python
        }
    }
}
