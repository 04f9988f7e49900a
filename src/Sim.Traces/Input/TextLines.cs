using System;
using System.IO;

namespace Sim.Traces.Input;

/// <summary>Reads the lines of a UTF-8 stream as bytes, without making strings.</summary>
/// <remarks>Lines end in LF or CR LF; the last may end with the file. A byte-order mark is passed over.</remarks>
public sealed class TextLines
{
    private readonly Stream _stream;
    private readonly Action<int>? _onRead;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineEnd;
    private bool _atEnd;

    /// <summary>Starts at the stream's position.</summary>
    /// <param name="stream">Read to its end; not disposed.</param>
    /// <param name="onRead">Told how many bytes each read brought: for progress and cancellation.</param>
    /// <param name="bufferBytes">How much is read at once; grows for longer lines.</param>
    public TextLines(Stream stream, Action<int>? onRead = null, int bufferBytes = 1 << 16)
    {
        (_stream, _onRead, _buffer) = (stream, onRead, GC.AllocateUninitializedArray<byte>(bufferBytes));
    }

    /// <summary>The number of the current line, from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its end.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>Moves to the next line; false at the end.</summary>
    public bool Next()
    {
        int at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        while (at < 0)
        {
            if (_atEnd)
            {
                return LastLine();
            }

            int searched = _end - _start;
            Fill();
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            at = found < 0 ? -1 : searched + found;
        }

        SetLine(_start, _start + at);
        _start += at + 1;
        return true;
    }

    private bool LastLine()
    {
        if (_start == _end)
        {
            return false;
        }

        SetLine(_start, _end);
        _start = _end;
        return true;
    }

    private void SetLine(int start, int end)
    {
        Number++;
        _lineStart = start;
        _lineEnd = end > start && _buffer[end - 1] == (byte)'\r' ? end - 1 : end;
        if (Number == 1 && Line.StartsWith("\uFEFF"u8))
        {
            _lineStart += 3;
        }
    }

    private void Fill()
    {
        int kept = _end - _start;
        if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _atEnd = read == 0;
        _onRead?.Invoke(read);
    }
}
