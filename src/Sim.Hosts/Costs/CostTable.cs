using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Costs;

/// <summary>What the operations of a hypervisor cost on one core: measured by <c>sim core calibrate</c>, read by models.</summary>
/// <param name="Core">The core's name.</param>
/// <param name="Frequency">Its clock: the bridge from its cycles to time.</param>
/// <param name="Rows">The costs.</param>
public sealed record CostTable(string Core, Frequency Frequency, IReadOnlyList<CostRow> Rows)
{
    /// <summary>The mode of rows whose caches, TLBs and predictors were used before.</summary>
    public const string Warm = "warm";

    /// <summary>The mode of rows whose caches, TLBs and predictors were empty.</summary>
    public const string Cold = "cold";

    /// <summary>The row of a section, or null.</summary>
    /// <param name="section">Its name.</param>
    /// <param name="parameters">Some of its parameters, as <c>key=value</c> with semicolons between: the first row that has them all.</param>
    /// <param name="mode">Warm or cold.</param>
    public CostRow? Find(string section, string parameters = "", string mode = Warm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        string[] wanted = Split(parameters);
        return Rows.FirstOrDefault(row => row.Section == section && row.Mode == mode && Array.TrueForAll(wanted, Split(row.Parameters).Contains));
    }

    /// <summary>Mean time of an operation, to the nearest nanosecond.</summary>
    /// <inheritdoc cref="Find"/>
    /// <exception cref="InputException">The table has no such row.</exception>
    public Duration Cost(string section, string parameters = "", string mode = Warm) => Time(Require(section, parameters, mode).CyclesMean);

    /// <summary>The row of a section.</summary>
    /// <inheritdoc cref="Find"/>
    /// <exception cref="InputException">The table has no such row; the message says what it has.</exception>
    public CostRow Require(string section, string parameters = "", string mode = Warm) =>
        Find(section, parameters, mode) ?? throw new InputException(Missing(section, parameters, mode));

    /// <summary>So many cycles as time, to the nearest nanosecond.</summary>
    public Duration Time(double cycles) =>
        Duration.FromNanoseconds((long)Math.Round(cycles * Duration.NanosecondsPerSecond / Frequency.Hertz, MidpointRounding.AwayFromZero));

    private static string[] Split(string parameters) => parameters.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string Missing(string section, string parameters, string mode)
    {
        string[] names = [.. Rows.Select(row => row.Section).Distinct(StringComparer.Ordinal)];
        string hint = names.Contains(section, StringComparer.Ordinal)
            ? "it has " + string.Join(", ", Rows.Where(row => row.Section == section).Select(Named))
            : Edits.Nearest(section, names) is { } nearest ? $"did you mean '{nearest}'?" : "it has " + string.Join(", ", names);
        return string.Create(CultureInfo.InvariantCulture, $"the cost table of core '{Core}' has no section '{section}', {mode} ({parameters}); {hint}");
    }

    private static string Named(CostRow row) => $"{row.Mode} ({row.Parameters})";
}
