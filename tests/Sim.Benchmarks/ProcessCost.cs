namespace Sim.Benchmarks;

/// <summary>What running a program cost.</summary>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="CpuSeconds">User and system time, all threads.</param>
/// <param name="Output">What it printed on standard output.</param>
internal sealed record ProcessCost(double WallSeconds, double CpuSeconds, string Output);
