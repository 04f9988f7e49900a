using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>A level of caches that data pass, and what it takes to be answered by it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Cache">What it is like.</param>
/// <param name="Cycles">Cycles from a load to its data where this level has them: its own latency behind those of the levels before.</param>
internal sealed record MemoryLevel(string Name, CacheConfiguration Cache, double Cycles);
