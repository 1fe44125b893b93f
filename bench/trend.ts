export interface Trend {
	/** Of y for each x. */
	slope: number;
	/** Standard error of the slope. */
	error: number;
}

/** The line through at least three points, by least squares. */
export function fitTrend(points: Array<{ x: number; y: number }>): Trend {
	const meanX = mean(points.map(({ x }) => x));
	const meanY = mean(points.map(({ y }) => y));
	const around = points.map(({ x, y }) => ({ x: x - meanX, y: y - meanY }));
	const squares = sum(around.map(({ x }) => x ** 2));
	const slope = sum(around.map(({ x, y }) => x * y)) / squares;
	const residuals = sum(around.map(({ x, y }) => (y - slope * x) ** 2));
	return { slope, error: Math.sqrt(residuals / (points.length - 2) / squares) };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]) => sum(values) / values.length;
