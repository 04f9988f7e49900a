using Sim.Hosts.Costs;

namespace Sim.Tests.Hosts.Costs;

/// <summary>Rows of cost tables for tests.</summary>
internal static class TrialCosts
{
    /// <summary>A warm row of so many cycles.</summary>
    public static CostRow Row(string section, string parameters, double cycles) => new()
    {
        Section = section,
        Mode = CostTable.Warm,
        Parameters = parameters,
        CyclesMean = cycles,
        CyclesP50 = cycles,
        CyclesP99 = cycles,
        Instructions = 1,
        Samples = 1,
        Confidence = 0,
    };
}
