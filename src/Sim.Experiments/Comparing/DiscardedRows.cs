using Sim.Kernel.Results;

namespace Sim.Experiments.Comparing;

/// <summary>Takes the rows of a table that nobody will read.</summary>
internal sealed class DiscardedRows : IRowWriter
{
    public void Text(string value)
    {
        // Nobody reads it.
    }

    public void Integer(long value)
    {
        // Nobody reads it.
    }

    public void Real(double value)
    {
        // Nobody reads it.
    }

    public void EndRow()
    {
        // Nobody reads it.
    }

    public void Dispose()
    {
        // There is nothing to complete.
    }
}
