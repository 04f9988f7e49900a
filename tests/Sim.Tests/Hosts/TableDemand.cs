using System;
using Sim.Hosts.Interval;

namespace Sim.Tests.Hosts;

/// <summary>Demand written out in a test: one row per VM, fractions of its size; beyond the row, the last value.</summary>
internal sealed class TableDemand(params double[][] rows) : IDemandSource
{
    public void Read(int vm, long firstStep, Span<double> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = rows[vm][Math.Min(firstStep + i, rows[vm].Length - 1)];
        }
    }
}
