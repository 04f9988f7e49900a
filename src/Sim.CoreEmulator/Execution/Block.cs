using System;

namespace Sim.CoreEmulator.Execution;

/// <summary>Instructions that follow each other in one physical page, decoded once. The last leaves the block.</summary>
internal sealed unsafe class Block
{
    /// <summary>At most so many instructions.</summary>
    public const int Limit = 64;

    /// <summary>Takes what the decoder found.</summary>
    /// <param name="instructions">The instructions, in unmanaged memory that outlives the block.</param>
    /// <param name="count">How many of them are the program's: behind them may stand one that only leaves the block.</param>
    /// <param name="bytes">How long they are.</param>
    public Block(DecodedInstruction* instructions, int count, int bytes)
    {
        Instructions = instructions;
        Count = count;
        Bytes = bytes;
    }

    /// <summary>The instructions.</summary>
    public DecodedInstruction* Instructions { get; }

    /// <summary>How many steps the block takes at most.</summary>
    public int Count { get; }

    /// <summary>Its length in memory.</summary>
    public int Bytes { get; }

    /// <summary>How often it was entered since it was decoded; the translator takes what is hot.</summary>
    public int Heat { get; set; }

    /// <summary>Its translation; null until it is hot.</summary>
    public TranslatedCode? Translated { get; set; }

    /// <summary>Which entry of its translation is this block.</summary>
    public int Entry { get; set; }

    /// <summary>How often it was entered, in unmanaged memory; null where nobody counts.</summary>
    public long* Entered { get; init; }

    /// <summary>Whether its memory has changed since: it is decoded anew.</summary>
    public bool Dropped { get; set; }

    /// <summary>Its first instruction's address in main memory.</summary>
    public ulong Physical { get; init; }

    /// <summary>The instructions of the program.</summary>
    public ReadOnlySpan<DecodedInstruction> Program => new(Instructions, Count);
}
