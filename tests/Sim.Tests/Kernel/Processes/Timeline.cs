using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Kernel.Processes;

/// <summary>What happened when, to compare with a timeline worked out by hand: <c>12 Ann has a teller</c>.</summary>
internal sealed class Timeline(Simulation simulation)
{
    public List<string> Lines { get; } = [];

    public void Add(string what) =>
        Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{simulation.Now.Nanoseconds} {what}"));

    public static Duration Ns(long nanoseconds) => new(nanoseconds);
}
