using System;
using System.Collections.Generic;

namespace Sim.Kernel.Results;

/// <summary>Keeps tables in memory: for tests, and for callers that use Sim as a library.</summary>
public sealed class MemoryResultSink : IResultSink
{
    private readonly OrderedDictionary<string, List<object[]>> _tables = new(StringComparer.Ordinal);

    /// <summary>The names of the tables in the order in which they were opened.</summary>
    public IEnumerable<string> Tables => _tables.Keys;

    /// <summary>The rows of a table: <c>string</c>, <c>long</c> and <c>double</c> cells.</summary>
    public IReadOnlyList<object[]> this[string table] => _tables[table];

    /// <inheritdoc/>
    public IRowWriter Open(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        List<object[]> rows = [];
        _tables.Add(schema.Name, rows);
        return new Writer(schema, rows);
    }

    private sealed class Writer(TableSchema schema, List<object[]> rows) : IRowWriter
    {
        private object[] _row = new object[schema.Columns.Count];
        private int _cell;

        public void Text(string value) => Add(value, ColumnType.Text);

        public void Integer(long value) => Add(value, ColumnType.Integer);

        public void Real(double value) => Add(value, ColumnType.Real);

        public void EndRow()
        {
            if (_cell != _row.Length)
            {
                throw Shape($"{schema.Name}: a row has {_cell} cells; the table has {_row.Length} columns");
            }

            rows.Add(_row);
            _row = new object[schema.Columns.Count];
            _cell = 0;
        }

        public void Dispose()
        {
            // Rows are complete when they end; there is nothing to flush.
        }

        private static InvalidOperationException Shape(FormattableString text) => new(FormattableString.Invariant(text));

        private void Add(object value, ColumnType type)
        {
            if (_cell == _row.Length || schema.Columns[_cell].Type != type)
            {
                throw Shape($"{schema.Name}: cell {_cell} is {type}, which its column does not take");
            }

            _row[_cell++] = value;
        }
    }
}
