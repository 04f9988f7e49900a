using System;

namespace Sim.Kernel.Results;

/// <summary>Writes the rows of one table, cell by cell in the order of its columns.</summary>
/// <remarks>Not thread-safe. Disposing it completes the table. A row with too few or too many cells throws.</remarks>
public interface IRowWriter : IDisposable
{
    /// <summary>Writes a cell of a <see cref="ColumnType.Text"/> column.</summary>
    void Text(string value);

    /// <summary>Writes a cell of a <see cref="ColumnType.Integer"/> column.</summary>
    void Integer(long value);

    /// <summary>Writes a cell of a <see cref="ColumnType.Real"/> column; NaN is written as an empty cell.</summary>
    /// <remarks>Sinks that write text round to the 9 significant digits that results promise.</remarks>
    void Real(double value);

    /// <summary>Ends the row.</summary>
    void EndRow();
}
