namespace Sim.Kernel.Results;

/// <summary>What the cells of a column hold.</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Real,
}
