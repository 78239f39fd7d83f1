export interface FieldError {
	code: string;
	field: string;
	message: string;
}

/** A refusal by the marketplace, in one of the body forms Mirakl uses. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		message: string,
		/** Set on calls whose error codes are documented (OR21). */
		readonly code?: string,
		readonly errors?: FieldError[],
	) {
		super(message);
	}

	/** The JSON body. */
	body(): Record<string, unknown> {
		return {
			...(this.code ? { code: this.code } : {}),
			...(this.errors ? { errors: this.errors } : {}),
			message: this.message,
			status: this.status,
		};
	}
}

export function badRequest(message: string, code?: string): ApiError {
	return new ApiError(400, message, code);
}

export function notFound(message: string, code?: string): ApiError {
	return new ApiError(404, message, code);
}

/** 400 with one entry a field. */
export function invalid(errors: FieldError[]): ApiError {
	return new ApiError(
		400,
		errors.map((error) => `${error.field}: ${error.message}`).join('; '),
		'VALIDATION_ERROR',
		errors,
	);
}
