namespace Sim.Kernel.Results;

/// <summary>Where a run puts its tables: a folder of CSV files, memory, a database.</summary>
public interface IResultSink
{
    /// <summary>Starts a table. Tables may be open at the same time; each name is opened once.</summary>
    IRowWriter Open(TableSchema schema);
}
