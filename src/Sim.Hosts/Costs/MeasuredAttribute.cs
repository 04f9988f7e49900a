using System;
using System.Globalization;

namespace Sim.Hosts.Costs;

/// <summary>Says which row of a cost table measures a key's constant; of a key with several, the sum does.</summary>
/// <param name="section">The hot section.</param>
/// <param name="parameters">All of its parameters, as rows have them.</param>
/// <remarks>
/// A key has it only where the sections do all that the key names. They are those of a miniature hypervisor: bookkeeping that a large one
/// does beside is not in them. Pages that nobody has just used are cold rows; the code of a hypervisor, which runs all the time, is warm.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class MeasuredAttribute(string section, string parameters = "") : Attribute
{
    /// <summary>The hot section.</summary>
    public string Section { get; } = section;

    /// <summary>All of its parameters.</summary>
    public string Parameters { get; } = parameters;

    /// <summary>Warm or cold.</summary>
    public string Mode { get; init; } = CostTable.Warm;

    /// <summary>How many of it the constant has; a half where two rows are averaged.</summary>
    public double Times { get; init; } = 1;

    /// <summary>Which number of the row.</summary>
    public MeasuredFigure Figure { get; init; }

    /// <summary>The number that a row has; not finite where it has none.</summary>
    public double Of(CostRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Figure == MeasuredFigure.CyclesPerTableLoad ? row.WalkCycles / row.WalkReferences : row.CyclesMean;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string times = Times is 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Times} x ");
        return $"{times}{Section} ({(Parameters.Length > 0 ? Parameters + ", " : "")}{Mode}{(Figure == MeasuredFigure.Cycles ? "" : ", cycles of walks per entry read")})";
    }
}
