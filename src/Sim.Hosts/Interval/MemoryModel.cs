using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;

namespace Sim.Hosts.Interval;

/// <summary>What an interval run needs to know where memory is modelled.</summary>
/// <param name="Demand">What guests do with their memory.</param>
/// <param name="Host">Makes the memory of a host; its VM i is stay i. Called from several threads at once.</param>
public sealed record MemoryModel(IMemoryDemand Demand, Func<HostSpec, IReadOnlyList<Residency>, MemoryHost> Host);
