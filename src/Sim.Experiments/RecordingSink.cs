using System.Collections.Generic;
using Sim.Kernel.Results;

namespace Sim.Experiments;

/// <summary>Passes tables on and remembers which there were.</summary>
internal sealed class RecordingSink(IResultSink inner) : IResultSink
{
    private readonly List<TableSchema> _tables = [];

    public IReadOnlyList<TableSchema> Tables => _tables;

    public IRowWriter Open(TableSchema schema)
    {
        _tables.Add(schema);
        return inner.Open(schema);
    }
}
